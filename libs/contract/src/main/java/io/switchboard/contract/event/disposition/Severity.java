package io.switchboard.contract.event.disposition;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How urgent a call result is for subscribers. */
public enum Severity {
  @JsonProperty("critical")
  CRITICAL,
  @JsonProperty("medium")
  MEDIUM,
  @JsonProperty("low")
  LOW;

  /** The name in JSON, headers and metrics. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
