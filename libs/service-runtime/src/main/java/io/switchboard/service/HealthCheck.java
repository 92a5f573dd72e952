package io.switchboard.service;

import java.time.Instant;

/**
 * The health of one component of a service.
 *
 * @param detail what is wrong and what to do; contains no secrets and no phone numbers
 * @param since when the status last changed
 */
public record HealthCheck(String name, Status status, String detail, Instant since) {

  /** The status of a component. */
  public enum Status {
    /** It works. */
    UP,
    /** It waits for an external system and continues by itself; the service stays ready. */
    PAUSED,
    /** It has not started, or does not work at present; the service is not ready. */
    DOWN,
    /** It failed permanently; the process must be restarted. */
    FAILED
  }
}
