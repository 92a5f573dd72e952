package io.switchboard.ingress.menu;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.contract.headers.EventHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A caller waits for what to hear next.
 *
 * @param callId never blank
 * @param from the caller's number as sent, null if withheld
 * @param dtmf the digits since the last answer, in order; empty at the start and for silence
 * @param context CXone's own, null when absent
 * @param turn the turn that nextUrl or the state of the bot carried back
 * @param headers the metadata for the record on {@code cxone.dtmf}; its id is the identity to wait
 *     for
 * @param channel where the caller waits
 */
public record MenuQuestion(
    String callId,
    @Nullable String from,
    String dtmf,
    @Nullable JsonNode context,
    @Nullable Integer turn,
    EventHeaders headers,
    Channel channel) {

  /** The endpoint at which a caller waits. */
  public enum Channel {
    /**
     * {@code POST /webhook/ivr-menu}: the turn travels in nextUrl when {@code MENU_TURNS} is on.
     */
    WEBHOOK,
    /** {@code POST /nice/studio/menu}: it waits 2 s at most, and its turns are the script's own. */
    STUDIO,
    /** {@code POST /nice/vah/exchange}: the turn always travels in the state of the bot. */
    HUB
  }

  /** A request to the menu webhook. */
  public MenuQuestion(
      String callId,
      @Nullable String from,
      String dtmf,
      @Nullable JsonNode context,
      @Nullable Integer turn,
      EventHeaders headers) {
    this(callId, from, dtmf, context, turn, headers, Channel.WEBHOOK);
  }
}
