package io.switchboard.contract.event.dnc;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What an opt-in or opt-out did to its number. */
public enum DncDecisionKind {
  @JsonProperty("applied")
  APPLIED,
  @JsonProperty("stale")
  STALE,
  @JsonProperty("duplicate")
  DUPLICATE,
  /** Applied, at the time of receipt instead of its own later one. */
  @JsonProperty("clamped")
  CLAMPED,
  @JsonProperty("quarantined")
  QUARANTINED,
  /** An opt-out whose number nobody knows yet. */
  @JsonProperty("unresolved")
  UNRESOLVED;

  /** The name in JSON, headers and metrics. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
