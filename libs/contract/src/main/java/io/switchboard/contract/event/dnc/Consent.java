package io.switchboard.contract.event.dnc;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a person asked for. */
public enum Consent {
  @JsonProperty("optIn")
  OPT_IN,
  @JsonProperty("optOut")
  OPT_OUT
}
