package io.switchboard.contract.event.ivr;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.contract.event.TimeSource;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The events on {@code cxone.dtmf}: events of calls, ticks and activations of definitions. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = CallEvent.Digit.class, name = "digit"),
  @JsonSubTypes.Type(value = CallEvent.MenuRequest.class, name = "menu_request"),
  @JsonSubTypes.Type(value = CallEvent.Fallback.class, name = "fallback"),
  @JsonSubTypes.Type(value = CallEvent.CallEnd.class, name = "call_end"),
  @JsonSubTypes.Type(value = CallEvent.Tick.class, name = "tick"),
  @JsonSubTypes.Type(value = CallEvent.Activation.class, name = "activation")
})
public sealed interface CallEvent {

  /** The key of ticks and activations, which belong to a partition and not to a call. */
  String PARTITION_KEY = "partition";

  /** An event of one call; the record's key is its callId. */
  sealed interface OfCall extends CallEvent {
    /** CXone's interaction id. */
    String callId();
  }

  /**
   * One digit from the voice bridge or the simulator.
   *
   * @param digit one of 0-9 A-D * #
   * @param timestamp the sender's time, if it gave one
   */
  record Digit(
      String callId,
      String digit,
      CallSource source,
      @Nullable Instant timestamp,
      TimeSource timeSource)
      implements OfCall {}

  /**
   * A menu request whose caller is waiting for the decision with this record's id.
   *
   * @param from the caller's number in E.164 if it is exactly one, as sent otherwise, null if
   *     withheld
   * @param dtmf the digits since the last answer, in order; empty at the start and for silence
   * @param tier looked up by ingress
   * @param menuPromptUrl the caller's own root prompt, if the profile has one
   * @param turn the turn of nextUrl, when turns are on: 0 for a URL without a turn, null when turns
   *     are off
   */
  record MenuRequest(
      String callId,
      @Nullable String from,
      String dtmf,
      @Nullable JsonNode context,
      Tier tier,
      @Nullable String menuPromptUrl,
      @Nullable Integer turn)
      implements OfCall {}

  /**
   * The caller of a menu request was answered with the root menu, because the decision came too
   * late.
   *
   * @param requestId the id of the menu request that was not answered in time
   * @param from the caller's number, as in the request; absent in records of earlier versions
   * @param turn the turn of this answer's nextUrl, when turns are on: two more than the request's,
   *     because the late decision takes the turn between. The session's turn becomes at least this.
   */
  record Fallback(
      String callId, String requestId, @Nullable String from, Tier tier, @Nullable Integer turn)
      implements OfCall {}

  /** The voice socket reported the end of the call. */
  record CallEnd(String callId, @Nullable Instant timestamp, TimeSource timeSource)
      implements OfCall {}

  /**
   * Advances log time in this partition: deadlines before the record's timestamp fire.
   *
   * @param deadline the earliest deadline
   */
  record Tick(Instant deadline) implements CallEvent {}

  /**
   * New calls of this partition use this definition from this record on.
   *
   * @param definition its content hash
   * @param body the definition, as on {@code ivr.definitions}, so that the definition of a new call
   *     depends on this log alone. Absent only when the partition has already read the same hash.
   * @param at when the activation was requested. Of two concurrent activations the later one wins
   *     in every partition. Absent in a what-if: then the order on the log decides.
   */
  record Activation(String definition, @Nullable JsonNode body, @Nullable Instant at)
      implements CallEvent {

    /** An activation without a time: the order on the log decides. */
    public Activation(String definition, @Nullable JsonNode body) {
      this(definition, body, null);
    }
  }
}
