package io.switchboard.tenant.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts the results of the traffic by kind. */
public final class TrafficCounters {
  private static final int MAX_IDS = 200_000;
  private final Map<String, Tally> tallies = new TreeMap<>();

  /**
   * One kind's count; sent = accepted + refused + failed once nothing is in flight.
   *
   * @param sent distinct events, retries not counted
   * @param accepted answered with 200
   * @param refused answered with something else, after the retries
   * @param failed not answered, after the retries
   */
  public record TrafficCount(long sent, long accepted, long refused, long failed) {}

  synchronized void sent(String kind) {
    tally(kind).sent++;
  }

  synchronized void accepted(String kind, String id) {
    var tally = tally(kind);
    tally.accepted++;
    if (tally.ids.size() < MAX_IDS) {
      tally.ids.add(id);
    }
  }

  synchronized void refused(String kind) {
    tally(kind).refused++;
  }

  synchronized void failed(String kind) {
    tally(kind).failed++;
  }

  /** All kinds so far. */
  public synchronized Map<String, TrafficCount> counts() {
    var counts = new TreeMap<String, TrafficCount>();
    tallies.forEach(
        (kind, tally) ->
            counts.put(
                kind, new TrafficCount(tally.sent, tally.accepted, tally.refused, tally.failed)));
    return counts;
  }

  /** The first 200,000 accepted ids of one kind, in the order of the answers. */
  public synchronized List<String> acceptedIds(String kind) {
    var tally = tallies.get(kind);
    return tally == null ? List.of() : List.copyOf(tally.ids);
  }

  private Tally tally(String kind) {
    return tallies.computeIfAbsent(kind, _ -> new Tally());
  }

  private static final class Tally {
    long sent;
    long accepted;
    long refused;
    long failed;
    final List<String> ids = new ArrayList<>();
  }
}
