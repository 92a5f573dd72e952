package io.switchboard.contract.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * What a person revealed or changed in the console.
 *
 * @param by the login name
 * @param subject a number, a dead letter or a call
 * @param detail the reason or the effect
 */
public record ConsoleAction(
    Instant at, String by, ConsoleActionKind kind, String subject, String detail) {

  /** What was done. */
  public enum ConsoleActionKind {
    /** Phone numbers of a page were revealed. */
    @JsonProperty("revealed")
    REVEALED,
    /** Dead letters were redriven. */
    @JsonProperty("redriven")
    REDRIVEN,
    /** Dead letters were parked. */
    @JsonProperty("parked")
    PARKED,
    /** An unresolved opt-out was resolved. */
    @JsonProperty("resolved")
    RESOLVED,
    /** An opt-out was entered. */
    @JsonProperty("opted_out")
    OPTED_OUT
  }
}
