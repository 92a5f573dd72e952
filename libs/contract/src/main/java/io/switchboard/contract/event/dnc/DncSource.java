package io.switchboard.contract.event.dnc;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The source of an opt-in or opt-out. */
public enum DncSource {
  @JsonProperty("webhook")
  WEBHOOK,
  @JsonProperty("disposition")
  DISPOSITION,
  @JsonProperty("ivr")
  IVR,
  @JsonProperty("import")
  IMPORT,
  @JsonProperty("operator")
  OPERATOR;

  /** The name in JSON, headers and metrics. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
