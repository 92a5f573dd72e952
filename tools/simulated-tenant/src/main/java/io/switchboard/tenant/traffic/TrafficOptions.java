package io.switchboard.tenant.traffic;

import java.net.URI;

/**
 * Which calls to play against the webhooks.
 *
 * @param ingress base URL of the ingress service
 * @param callsPerSecond how many calls begin each second
 * @param mostCalls how many begin altogether; {@link Long#MAX_VALUE} for no end
 * @param mostInFlight calls that may run at one time; when all are busy, new ones wait
 * @param seed decides who calls and what they do
 * @param run stands in all ids, so that two runs with one seed do not mix
 * @param headers sent with every webhook, {@code Name: value}; may hold a secret
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

  /** Endless calls with a seed and a run of their own. */
  public static TrafficOptions of(URI ingress, double callsPerSecond) {
    var run = Long.toString(System.currentTimeMillis() / 1000, 36);
    return new TrafficOptions(
        ingress, callsPerSecond, Long.MAX_VALUE, 1000, 1, run, java.util.Map.of());
  }

  /** The same, ended after so many calls. */
  public TrafficOptions withMostCalls(long most) {
    return new TrafficOptions(ingress, callsPerSecond, most, mostInFlight, seed, run, headers);
  }

  /** The same, with another seed. */
  public TrafficOptions withSeed(long other) {
    return new TrafficOptions(
        ingress, callsPerSecond, mostCalls, mostInFlight, other, run, headers);
  }

  /** The same, with headers on every webhook. */
  public TrafficOptions withHeaders(java.util.Map<String, String> all) {
    return new TrafficOptions(ingress, callsPerSecond, mostCalls, mostInFlight, seed, run, all);
  }

  @Override
  public String toString() {
    return "TrafficOptions[" + callsPerSecond + "/s to " + ingress + ", seed " + seed + "]";
  }
}
