package io.switchboard.contract.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where an event's time comes from. */
public enum TimeSource {
  /** The sender said it. */
  @JsonProperty("event")
  EVENT,
  /** The sender's time was missing or unreadable: the time of receipt stands in. */
  @JsonProperty("received")
  RECEIVED
}
