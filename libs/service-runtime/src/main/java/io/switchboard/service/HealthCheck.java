package io.switchboard.service;

import java.time.Instant;

/**
 * The state of one part of a service.
 *
 * @param detail for people: what is wrong and what to do; no secrets, no phone numbers
 * @param since when the status last changed
 */
public record HealthCheck(String name, Status status, String detail, Instant since) {

  /** How a part is doing. */
  public enum Status {
    /** Works. */
    UP,
    /** Waits for something outside and goes on by itself; the service stays ready. */
    PAUSED,
    /** Not started yet, or broken for now: the service is not ready. */
    DOWN,
    /** Broken for good: the process has to be restarted. */
    FAILED
  }
}
