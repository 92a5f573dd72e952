package io.switchboard.contract.event.dnc;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The effect of an opt-in or opt-out on its number. */
public enum DncDecisionKind {
  @JsonProperty("applied")
  APPLIED,
  @JsonProperty("stale")
  STALE,
  @JsonProperty("duplicate")
  DUPLICATE,
  /** Applied with the time of receipt, which is earlier than its own. */
  @JsonProperty("clamped")
  CLAMPED,
  @JsonProperty("quarantined")
  QUARANTINED,
  /** An opt-out of an unknown number. */
  @JsonProperty("unresolved")
  UNRESOLVED;

  /** The name in JSON, headers and metrics. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
