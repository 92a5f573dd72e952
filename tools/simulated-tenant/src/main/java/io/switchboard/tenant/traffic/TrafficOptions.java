package io.switchboard.tenant.traffic;

import java.net.URI;

/**
 * The calls to play against the webhooks.
 *
 * @param ingress base URL of the ingress service
 * @param callsPerSecond started calls a second
 * @param mostCalls total number of calls; {@link Long#MAX_VALUE} for no end
 * @param mostInFlight maximum number of concurrent calls; new ones wait
 * @param seed of the callers and their actions
 * @param run part of all ids, so that two runs with one seed do not mix
 * @param headers sent with every webhook, {@code Name: value}; may contain a secret
 */
public record TrafficOptions(
    URI ingress,
    double callsPerSecond,
    long mostCalls,
    int mostInFlight,
    long seed,
    String run,
    java.util.Map<String, String> headers) {

  public TrafficOptions {
    if (!(callsPerSecond > 0) || callsPerSecond > 10_000) {
      throw new IllegalArgumentException("calls per second must be above 0 and at most 10000");
    }
    if (mostCalls < 1 || mostInFlight < 1) {
      throw new IllegalArgumentException("at least one call, at least one in flight");
    }
    headers = java.util.Map.copyOf(headers);
  }

  /** Endless calls with a new seed and run. */
  public static TrafficOptions of(URI ingress, double callsPerSecond) {
    var run = Long.toString(System.currentTimeMillis() / 1000, 36);
    return new TrafficOptions(
        ingress, callsPerSecond, Long.MAX_VALUE, 1000, 1, run, java.util.Map.of());
  }

  /** As above, with this number of calls. */
  public TrafficOptions withMostCalls(long most) {
    return new TrafficOptions(ingress, callsPerSecond, most, mostInFlight, seed, run, headers);
  }

  /** As above, with another seed. */
  public TrafficOptions withSeed(long other) {
    return new TrafficOptions(
        ingress, callsPerSecond, mostCalls, mostInFlight, other, run, headers);
  }

  /** As above, with headers on every webhook. */
  public TrafficOptions withHeaders(java.util.Map<String, String> all) {
    return new TrafficOptions(ingress, callsPerSecond, mostCalls, mostInFlight, seed, run, all);
  }

  @Override
  public String toString() {
    return "TrafficOptions[" + callsPerSecond + "/s to " + ingress + ", seed " + seed + "]";
  }
}
