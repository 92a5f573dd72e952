package io.switchboard.contract.event.dnc;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The consent of a person. */
public enum Consent {
  @JsonProperty("optIn")
  OPT_IN,
  @JsonProperty("optOut")
  OPT_OUT
}
