package io.switchboard.service;

/**
 * A running service. {@link #close} stops it gracefully: it reports not ready, refuses new
 * requests, flushes and closes. It may be called twice.
 */
public interface Service extends AutoCloseable {

  /** The name as in dead-letter topics and consumer groups, for example ivr-streams. */
  String name();

  /** The health of its components. */
  HealthChecks health();

  @Override
  void close();
}
