package io.switchboard.contract.event.ivr;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The source of a call's events; the first one seen for a call drives its session. */
public enum CallSource {
  @JsonProperty("menu")
  MENU,
  @JsonProperty("bridge")
  BRIDGE,
  @JsonProperty("simulator")
  SIMULATOR
}
