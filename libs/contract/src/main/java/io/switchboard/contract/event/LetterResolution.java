package io.switchboard.contract.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a dead letter, by an operator's hand. The newest one of a letter counts.
 *
 * @param letter the letter's identity: service, the source's topic-partition-offset, destination
 * @param by who did it
 * @param reason why, for what was parked
 */
public record LetterResolution(
    String letter, Action action, Instant at, String by, @Nullable String reason) {
  /** What was done. */
  public enum Action {
    /** On its source topic again, addressed to the destination that had refused it. */
    @JsonProperty("redriven")
    REDRIVEN,
    /** Looked at and set aside: nothing more is to be done. */
    @JsonProperty("parked")
    PARKED
  }
}
