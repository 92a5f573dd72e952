package io.switchboard.contract.event.ivr;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How a call's session ended. */
public enum Outcome {
  @JsonProperty("completed")
  COMPLETED,
  @JsonProperty("timed_out")
  TIMED_OUT,
  @JsonProperty("transferred")
  TRANSFERRED,
  @JsonProperty("hung_up")
  HUNG_UP,
  @JsonProperty("opted_out")
  OPTED_OUT,
  @JsonProperty("abandoned")
  ABANDONED;

  /** The name in JSON, headers and metrics. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
