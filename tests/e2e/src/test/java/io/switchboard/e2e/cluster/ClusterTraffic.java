package io.switchboard.e2e.cluster;

import static org.awaitility.Awaitility.await;

import io.switchboard.e2e.cluster.EventSenders.Accepted;
import io.switchboard.e2e.cluster.EventSenders.Kind;
import io.switchboard.e2e.outages.MenuClient;
import io.switchboard.e2e.outages.ReadyBalancer;
import io.switchboard.e2e.outages.WalkingCallers;
import io.switchboard.e2e.outages.WalkingCallers.MenuReply;
import io.switchboard.testkit.load.Latencies;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Callers and senders at both ingresses. */
final class ClusterTraffic implements AutoCloseable {
  private static final int ROWS_EVENTS = 20; // a lost broker holds up the first ones
  // how long rows take is a figure of the proof, not a condition: an overloaded machine is slow
  private static final Duration MAX_ROWS_DELAY = Duration.ofMinutes(20);
  private static final Map<Kind, String> ROWS =
      Map.of(
          Kind.RESULT,
          "select count(*) from dispositions_current where contact_id = any(?)",
          Kind.CONTACT,
          "select count(*) from contact_records where id = any(?)",
          Kind.CONSENT,
          "select count(*) from dnc_registry where phone_number = any(?)");

  private final ClusterDeployment cluster;
  private final ReadyBalancer balancer;
  private final EventSenders events;
  private final WalkingCallers callers;
  private final int calling;

  ClusterTraffic(ClusterDeployment cluster, int senders, int calling, long seed) {
    this.cluster = cluster;
    this.calling = calling;
    balancer = new ReadyBalancer(cluster.ports());
    balancer.awaitAll();
    events = new EventSenders(balancer, senders, 100);
    callers =
        new WalkingCallers(MenuClient.repeating(balancer), calling, Duration.ofMillis(500), seed);
  }

  /** Waits until so many more events are accepted, and a tenth as many menus are heard. */
  void awaitMore(int accepted) {
    var enough = events.accepted() + accepted;
    await().until(() -> events.accepted() >= enough);
    if (calling > 0) {
      callers.awaitReplies(accepted / 10);
    }
  }

  /** Waits until so many events are accepted in all, or the time is over. */
  void awaitAcceptedOrEnd(int accepted, Duration time) {
    var end = System.nanoTime() + time.toNanos();
    await()
        .atMost(time.plusMinutes(1))
        .until(() -> events.accepted() >= accepted || System.nanoTime() - end >= 0);
  }

  /**
   * Waits for the rows of what is accepted in the next second, or longer when that is little.
   *
   * @return the time until PostgreSQL has them
   */
  Duration awaitRows() throws SQLException {
    var begin = System.nanoTime();
    events.takeRecent();
    var calls = new HashSet<>(callers.completed().keySet());
    var enough = events.accepted() + ROWS_EVENTS;
    await()
        .pollInterval(Duration.ofMillis(50))
        .until(
            () ->
                events.accepted() >= enough
                    && System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(1));
    var accepted = events.takeRecent();
    var completed = new HashSet<>(callers.completed().keySet());
    completed.removeAll(calls);
    await("the rows of the second after an outage began")
        .atMost(MAX_ROWS_DELAY)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> hasRows(accepted, completed));
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private boolean hasRows(List<Accepted> accepted, Set<String> calls) throws SQLException {
    for (var kind : Kind.values()) {
      var keys =
          accepted.stream()
              .filter(it -> it.kind() == kind && it.version() == 1)
              .map(Accepted::key)
              .collect(Collectors.toSet());
      if (cluster.count(ROWS.getOrDefault(kind, ""), keys) < keys.size()) {
        return false;
      }
    }
    var outcomes = "select count(*) from ivr_outcomes where call_id = any(?)";
    return cluster.count(outcomes, calls) == calls.size();
  }

  void finish() throws Exception {
    events.finish();
    callers.finish();
    System.out.println(this);
  }

  /** What came of it, once it has {@link #finish}ed. */
  FarEnds farEnds() {
    return new FarEnds(cluster, events, callers.completed());
  }

  EventSenders events() {
    return events;
  }

  /** All menus that callers heard. */
  List<MenuReply> replies() {
    return List.copyOf(callers.replies());
  }

  /** Requests of senders that were answered with 5xx. */
  long sendersErrors() {
    return errors() - menuErrors();
  }

  /** Requests of callers that were answered with 5xx; Studio repeats them. */
  long menuErrors() {
    return errors("ivr-menu");
  }

  long errors() {
    return errors("");
  }

  private long errors(String path) {
    return balancer.statuses().entrySet().stream()
        .filter(it -> it.getKey().contains(" 5") && it.getKey().contains(path))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** The menus that were not those of where their callers were. */
  List<MenuReply> wrong() {
    return callers.replies().stream().filter(it -> !it.isRight()).toList();
  }

  @Override
  public String toString() {
    return "%,d events accepted; %s; errors %s; wrong menus %s; menus %s"
        .formatted(
            events.accepted(),
            balancer.statuses(),
            balancer.errors(),
            wrong().stream()
                .collect(
                    Collectors.groupingBy(
                        it -> it.isWronglyRoot() ? "root" : "other",
                        TreeMap::new,
                        Collectors.counting())),
            Latencies.of(callers.replies().stream().map(MenuReply::nanos).toList()));
  }

  @Override
  public void close() throws Exception {
    callers.close();
    events.close();
    balancer.close();
  }
}
