package io.switchboard.service;

/**
 * A running service. {@link #close} stops it cleanly: not ready, refuse, flush, close; it may be
 * called twice.
 */
public interface Service extends AutoCloseable {

  /** The service's name as on dead-letter topics and in groups, for example ivr-streams. */
  String name();

  /** What works and what does not. */
  HealthChecks health();

  @Override
  void close();
}
