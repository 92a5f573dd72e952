package io.switchboard.contract.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The source of an event's time. */
public enum TimeSource {
  /** The sender's time. */
  @JsonProperty("event")
  EVENT,
  /** The sender's time was missing or unreadable: the time of receipt is used. */
  @JsonProperty("received")
  RECEIVED
}
