package io.switchboard.e2e.outages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.e2e.outages.WalkingCallers.MenuReply;
import io.switchboard.testkit.brokers.BrokerProcess;
import io.switchboard.testkit.load.Latencies;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three brokers and two instances of each service under mixed traffic, while brokers and instances
 * are killed: every accepted event is at every far end, once.
 */
final class ClusterTest {
  private static final long SEED = Long.getLong("switchboard.seed", 20261129L);
  private static final Duration ARRIVAL = Duration.ofMinutes(2);

  @Test
  void shouldLoseNothingWhenABrokerAndAnInstanceOfEachServiceAreKilled(@TempDir Path directory)
      throws Exception {
    try (var cluster = ClusterDeployment.inTwoProcesses(directory);
        var traffic = new Traffic(cluster, 6, 4)) {
      traffic.awaitMore(40);
      var broker = cluster.brokers().activeController();
      broker.kill();
      traffic.awaitMore(40);
      cluster.instances().getFirst().kill();
      traffic.awaitMore(40);
      traffic.finish();

      compare(cluster, traffic);
    }
  }

  /**
   * {@code switchboard.kills} (50) kills within {@code switchboard.minutes} (60), each of a broker
   * or an instance, which is started again; every tenth is a rolling restart of all instances.
   */
  @Test
  @Tag("long")
  void shouldLoseNothingWhenBrokersAndInstancesAreKilledAgainAndAgain(@TempDir Path directory)
      throws Exception {
    var end =
        System.nanoTime() + Duration.ofMinutes(Long.getLong("switchboard.minutes", 60)).toNanos();
    var kills = Integer.getInteger("switchboard.kills", 50);
    var random = new Random(SEED);
    try (var cluster = ClusterDeployment.inTenProcesses(directory);
        var traffic = new Traffic(cluster, 20, 20)) {
      for (var kill = 1; kill <= kills && System.nanoTime() < end; kill++) {
        traffic.awaitMore(200);
        var before = traffic.errors();
        var what = fail(cluster, Outage.of(kill, random), random);
        traffic.awaitMore(100);
        System.out.printf(
            "seed %d, %d of %d: %s, %d answers with 5xx; %s%n",
            SEED, kill, kills, what, traffic.errors() - before, traffic);
      }
      traffic.finish();

      compare(cluster, traffic);
    }
  }

  /**
   * Ingress waits longer for Kafka than the reference settings let a lost broker hold up writes.
   */
  @Test
  @Tag("long")
  void shouldCostSendersNo5xxWhenABrokerIsKilled(@TempDir Path directory) throws Exception {
    try (var cluster = ClusterDeployment.ofIngresses(directory);
        var traffic = new Traffic(cluster, 5, 0)) {
      for (var kill = 0; kill < 4; kill++) {
        traffic.awaitMore(100);
        var controller = cluster.brokers().activeController();
        var broker = kill % 2 == 0 ? controller : cluster.brokers().broker(1 + controller.id() % 3);
        System.out.println(restart(cluster, broker));
      }
      traffic.finish();

      assertThat(traffic.errors()).as("%s", traffic).isZero();
    }
  }

  /** What happens to the cluster. */
  private enum Outage {
    BROKER,
    INSTANCE,
    ROLLING_RESTART;

    static Outage of(int number, Random random) {
      if (number % 10 == 0) {
        return ROLLING_RESTART;
      }
      return random.nextInt(3) == 0 ? BROKER : INSTANCE;
    }
  }

  private static String fail(ClusterDeployment cluster, Outage outage, Random random) {
    return switch (outage) {
      case BROKER -> {
        yield restart(cluster, cluster.brokers().broker(1 + random.nextInt(3)));
      }
      case INSTANCE -> {
        var instance = cluster.instances().get(random.nextInt(cluster.instances().size()));
        instance.kill();
        instance.start();
        instance.awaitReady();
        yield instance.name() + " killed";
      }
      case ROLLING_RESTART -> {
        for (var instance : cluster.instances()) {
          instance.stop();
          instance.start();
          instance.awaitReady();
        }
        yield "all instances restarted, one after the other";
      }
    };
  }

  private static String restart(ClusterDeployment cluster, BrokerProcess broker) {
    var controller = broker.equals(cluster.brokers().activeController());
    broker.kill();
    cluster.brokers().awaitFenced(broker);
    broker.start();
    cluster.brokers().awaitReady();
    cluster.brokers().awaitInSync();
    return "broker %d killed%s".formatted(broker.id(), controller ? ", the controller" : "");
  }

  private static void compare(ClusterDeployment cluster, Traffic traffic) {
    var events = traffic.events;
    var calls = traffic.callers.completed().keySet();
    await("seed " + SEED + ": all accepted events at all far ends")
        .atMost(ARRIVAL)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              assertThat(cluster.rows("select contact_id from dispositions"))
                  .containsExactlyInAnyOrderElementsOf(events.results());
              assertThat(cluster.rows("select id from contact_records"))
                  .containsExactlyInAnyOrderElementsOf(events.contacts());
              assertThat(cluster.rows("select phone_number from dnc_registry where do_not_call"))
                  .containsExactlyInAnyOrderElementsOf(events.numbers());
              assertThat(
                      cluster.rows("select phone_number from dnc_decisions where kind = 'applied'"))
                  .containsExactlyInAnyOrderElementsOf(events.numbers());
              assertThat(cluster.rows("select call_id from ivr_outcomes")).hasSameElementsAs(calls);
              assertThat(cluster.tenant().memory().contacts().keySet())
                  .containsAll(events.results());
              assertThat(cluster.tenant().memory().interactions().keySet()).containsAll(calls);
              assertThat(cluster.tenant().outbound().all().keySet()).containsAll(events.numbers());
            });
    assertThat(keys(cluster, "dispositions.classified"))
        .containsExactlyInAnyOrderElementsOf(events.results());
    assertThat(keys(cluster, "ivr.outcomes")).containsExactlyInAnyOrderElementsOf(calls);
    assertThat(keys(cluster, "sink-postgres.dlq")).isEmpty();
    assertThat(traffic.wrong()).as("wrong menus, seed %d", SEED).isEmpty();
  }

  private static List<String> keys(ClusterDeployment cluster, String topic) {
    return cluster.topics().readText(topic).stream().map(ConsumerRecord::key).toList();
  }

  /** Callers and senders at both ingresses. */
  private static final class Traffic implements AutoCloseable {
    private final ReadyBalancer balancer;
    private final EventSenders events;
    private final WalkingCallers callers;
    private final int calling;

    Traffic(ClusterDeployment cluster, int senders, int calling) {
      this.calling = calling;
      balancer = new ReadyBalancer(cluster.ports());
      balancer.awaitAll();
      events = new EventSenders(balancer, senders, 100);
      callers =
          new WalkingCallers(MenuClient.repeating(balancer), calling, Duration.ofMillis(500), SEED);
    }

    void awaitMore(int accepted) {
      var enough = events.accepted() + accepted;
      await().atMost(Duration.ofMinutes(2)).until(() -> events.accepted() >= enough);
      if (calling > 0) {
        callers.awaitReplies(accepted / 10);
      }
    }

    void finish() throws Exception {
      events.finish();
      callers.finish();
      System.out.println(this);
    }

    Map<String, Long> statuses() {
      return balancer.statuses();
    }

    /** Requests that were answered with 5xx. */
    long errors() {
      return statuses().entrySet().stream()
          .filter(it -> it.getKey().contains(" 5"))
          .mapToLong(Map.Entry::getValue)
          .sum();
    }

    List<MenuReply> wrong() {
      return callers.replies().stream().filter(it -> !it.isRight()).toList();
    }

    @Override
    public String toString() {
      return "%s; wrong menus %s; menus %s"
          .formatted(
              statuses(),
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
}
