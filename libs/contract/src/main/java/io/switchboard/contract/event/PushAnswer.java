package io.switchboard.contract.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * CXone's final answer to one push, or that there is nothing to push for a state.
 *
 * @param key contactId, callId or number
 * @param eventId the event whose state was pushed
 * @param outcome confirmed, given up, or not pushed
 * @param status HTTP status of the last answer, 0 for none
 * @param attempts requests that it took
 * @param eventTime the pushed event's own time
 * @param latencyMs first attempt to final answer, in milliseconds
 * @param error what CXone objected to, masked
 * @param recordId CXone's own id of the number's record, if it is known
 */
public record PushAnswer(
    PushKind kind,
    String key,
    String eventId,
    PushOutcome outcome,
    int status,
    int attempts,
    Instant eventTime,
    Instant answeredAt,
    long latencyMs,
    @Nullable String error,
    @Nullable String recordId) {

  /** What is pushed. */
  public enum PushKind {
    /** A contact's disposition: PATCH. */
    @JsonProperty("contact")
    CONTACT,
    /** A call's selection: interaction variables. */
    @JsonProperty("interaction")
    INTERACTION,
    /** A number's do-not-call state: outbound contacts. */
    @JsonProperty("outbound")
    OUTBOUND;

    /** The name in JSON, headers and metrics. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How it ended. */
  public enum PushOutcome {
    @JsonProperty("confirmed")
    CONFIRMED,
    @JsonProperty("dead_lettered")
    DEAD_LETTERED,
    /** CXone was not asked: the tenant has no id for the state. */
    @JsonProperty("not_pushed")
    NOT_PUSHED
  }
}
