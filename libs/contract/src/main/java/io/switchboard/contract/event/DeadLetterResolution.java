package io.switchboard.contract.event;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an operator did with a dead letter. The newest resolution of a dead letter counts.
 *
 * @param deadLetter its identity: service, the source's topic-partition-offset, destination; older
 *     records name the field {@code letter}
 * @param by who did it
 * @param reason for parked ones
 */
public record DeadLetterResolution(
    @JsonAlias("letter") String deadLetter,
    ResolutionAction action,
    Instant at,
    String by,
    @Nullable String reason) {
  /** What the operator did. */
  public enum ResolutionAction {
    /** Written to its source topic again, addressed to the destination that had refused it. */
    @JsonProperty("redriven")
    REDRIVEN,
    /** Set aside; no longer counted as open. */
    @JsonProperty("parked")
    PARKED
  }
}
