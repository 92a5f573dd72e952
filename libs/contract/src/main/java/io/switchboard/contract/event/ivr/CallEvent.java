package io.switchboard.contract.event.ivr;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.contract.event.TimeSource;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Everything on {@code cxone.dtmf}: what happens to calls, and what moves time and definitions. */
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

  /** What happens to one call; the record's key is its callId. */
  sealed interface OfCall extends CallEvent {
    /** CXone's interaction id. */
    String callId();
  }

  /**
   * One digit from the voice bridge or the simulator.
   *
   * @param digit one of 0-9 A-D * #
   * @param timestamp the sender's time, when it told one
   */
  record Digit(
      String callId,
      String digit,
      CallSource source,
      @Nullable Instant timestamp,
      TimeSource timeSource)
      implements OfCall {}

  /**
   * A menu webhook whose caller is waiting for the decision with this record's id.
   *
   * @param from the caller's number in E.164 if it could be normalised, as sent otherwise, null if
   *     withheld
   * @param dtmf the digits since the last answer, in order; empty at the start and for silence
   * @param tier looked up by ingress
   * @param menuPromptUrl the caller's own root prompt, if the profile names one
   * @param turn the turn that nextUrl carried back, when turns are on: 0 for the request of a URL
   *     without one, null when turns are off
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
   * @param turn the turn that this answer's nextUrl carries, when turns are on: two past the
   *     request's, because the decision that came too late takes the one between. The session's
   *     turn becomes at least this.
   */
  record Fallback(
      String callId, String requestId, @Nullable String from, Tier tier, @Nullable Integer turn)
      implements OfCall {}

  /** The call is over, says the voice socket. */
  record CallEnd(String callId, @Nullable Instant timestamp, TimeSource timeSource)
      implements OfCall {}

  /**
   * Time passes in this partition: deadlines before the record's timestamp fire.
   *
   * @param deadline the earliest deadline that asked for it
   */
  record Tick(Instant deadline) implements CallEvent {}

  /**
   * From here on new calls of this partition use this definition.
   *
   * @param definition its content hash
   * @param body the definition itself, as on {@code ivr.definitions}: so what a call begins with is
   *     a function of this log alone. Absent only when the partition has seen the same hash before.
   * @param at when it was asked for. Of two that are written at once the later counts, in every
   *     partition, in whatever order they got there. Absent in a what-if: it counts where it
   *     stands.
   */
  record Activation(String definition, @Nullable JsonNode body, @Nullable Instant at)
      implements CallEvent {

    /** One that counts where it stands, whatever was there before. */
    public Activation(String definition, @Nullable JsonNode body) {
      this(definition, body, null);
    }
  }
}
