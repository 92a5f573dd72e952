package io.switchboard.contract.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * What a person revealed or changed in the console.
 *
 * @param by the name that the person logged in with
 * @param subject what it was about: a number, a dead letter, a call
 * @param detail the reason or the effect, in words
 */
public record ConsoleAction(
    Instant at, String by, ConsoleActionKind kind, String subject, String detail) {

  /** What was done. */
  public enum ConsoleActionKind {
    /** Phone numbers of a page were shown whole. */
    @JsonProperty("revealed")
    REVEALED,
    /** Dead letters were sent back to their topic. */
    @JsonProperty("redriven")
    REDRIVEN,
    /** Dead letters were set aside. */
    @JsonProperty("parked")
    PARKED,
    /** An opt-out got its number. */
    @JsonProperty("resolved")
    RESOLVED,
    /** An opt-out was entered by hand. */
    @JsonProperty("opted_out")
    OPTED_OUT
  }
}
