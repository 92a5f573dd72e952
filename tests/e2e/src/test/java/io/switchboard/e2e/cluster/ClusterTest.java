package io.switchboard.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.e2e.outages.WalkingCallers.MenuReply;
import io.switchboard.e2e.processes.ServiceProcess;
import io.switchboard.testkit.brokers.BrokerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three brokers and two instances of each service under mixed traffic, while brokers and instances
 * are killed: every accepted event is at every far end, once, and those of a key in their order.
 */
@Order(1)
final class ClusterTest {
  private static final long SEED = Long.getLong("switchboard.seed", 20261129L);

  @Test
  void shouldLoseNothingWhenABrokerAndAnInstanceOfEachServiceAreKilled(@TempDir Path directory)
      throws Exception {
    try (var cluster = ClusterDeployment.inTwoProcesses(directory);
        var traffic = new ClusterTraffic(cluster, 6, 4, SEED)) {
      traffic.awaitMore(40);
      var broker = cluster.brokers().activeController();
      broker.kill();
      traffic.awaitMore(40);
      cluster.instances().getFirst().kill();
      traffic.awaitMore(40);
      traffic.finish();

      compare(cluster, traffic);
      assertThat(traffic.wrong()).as("wrong menus, seed %d", SEED).isEmpty();
    }
  }

  /**
   * {@code switchboard.kills} (50) outages and {@code switchboard.events} (1,000,000), at the most
   * {@code switchboard.minutes} (90), in legs of {@code switchboard.leg} (10) outages each, the
   * last of which is a rolling restart of all instances. {@code switchboard.senders} (20) senders,
   * and as many callers. Legs that have held are kept in {@code switchboard.directory}
   * (target/long-proofs) and are not run again.
   */
  @Test
  @Tag("long")
  void shouldLoseNothingWhenBrokersAndInstancesAreKilledAgainAndAgain(@TempDir Path directory)
      throws Exception {
    var end =
        System.nanoTime() + Duration.ofMinutes(Long.getLong("switchboard.minutes", 90)).toNanos();
    var proof =
        ClusterProof.in(
            Path.of(System.getProperty("switchboard.directory", "target/long-proofs")), SEED);
    var each = Integer.getInteger("switchboard.leg", 10);
    var legs = Math.ceilDiv(Integer.getInteger("switchboard.kills", 50), each);
    var events = Integer.getInteger("switchboard.events", 1_000_000) / legs;

    for (var leg = proof.legs().size(); leg < legs && System.nanoTime() < end; leg++) {
      var place = Files.createDirectory(directory.resolve("leg-" + leg));
      prove(proof, leg, each, events, end, place);
    }

    System.out.printf("seed %d: %s%n", SEED, proof.summary());
    assertThat(proof.legs()).isNotEmpty();
    assertThat(proof.wrongMenus()).as("wrong menus, seed %d", SEED).isZero();
  }

  private static void prove(
      ClusterProof proof, int leg, int outages, int events, long end, Path directory)
      throws Exception {
    var random = new Random(SEED + leg);
    var senders = Integer.getInteger("switchboard.senders", 20);
    var figures = new ArrayList<OutageFigures>();
    try (var cluster = ClusterDeployment.inTenProcesses(directory, leg);
        var traffic = new ClusterTraffic(cluster, senders, senders, SEED + leg)) {
      for (var outage : ClusterOutage.sequence(outages, random)) {
        traffic.awaitMore(200);
        figures.add(measured(cluster, traffic, outage, random));
        System.out.printf(
            "seed %d, leg %d, outage %d of %d: %s; %s%n",
            SEED, leg, figures.size(), outages, figures.getLast().line(), traffic);
      }
      var left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
      traffic.awaitAcceptedOrEnd(events, left);
      traffic.finish();

      compare(cluster, traffic);
      proof.held(
          new ClusterProof.Leg(traffic.events().accepted(), traffic.wrong().size(), figures));
    }
  }

  private static OutageFigures measured(
      ClusterDeployment cluster, ClusterTraffic traffic, ClusterOutage outage, Random random)
      throws Exception {
    var senders = traffic.sendersErrors();
    var menus = traffic.menuErrors();
    var heard = traffic.replies().size();
    traffic.events().takeLongest();
    var takeOver = fail(cluster, traffic, outage, random);
    traffic.awaitMore(100);
    var replies = traffic.replies().stream().skip(heard).toList();
    return new OutageFigures(
        outage,
        traffic.sendersErrors() - senders,
        traffic.menuErrors() - menus,
        replies.stream().filter(it -> !it.isRight()).count(),
        replies.stream().filter(MenuReply::isWronglyRoot).count(),
        traffic.events().takeLongest(),
        Duration.ofNanos(replies.stream().mapToLong(MenuReply::nanos).max().orElse(0)),
        takeOver);
  }

  /** Returns how long the others needed to take over, and when everything runs again. */
  private static Duration fail(
      ClusterDeployment cluster, ClusterTraffic traffic, ClusterOutage outage, Random random)
      throws Exception {
    return switch (outage) {
      case CONTROLLER -> killed(cluster, traffic, cluster.brokers().activeController());
      case BROKER -> {
        var controller = cluster.brokers().activeController().id();
        var other = 1 + (controller + random.nextInt(2)) % 3;
        yield killed(cluster, traffic, cluster.brokers().broker(other));
      }
      case INGRESS, IVR, DISPOSITION, DNC, SINK -> {
        var instances = cluster.instancesOf(outage);
        yield killed(traffic, instances.get(random.nextInt(instances.size())));
      }
      case ROLLING_RESTART -> {
        for (var instance : cluster.instances()) {
          restart(instance, traffic);
        }
        yield Duration.ZERO;
      }
    };
  }

  /** Prints the 5xx while it stopped and while it started: which half costs senders something. */
  private static void restart(ServiceProcess instance, ClusterTraffic traffic) throws Exception {
    var begin = System.nanoTime();
    var before = traffic.errors();
    instance.stop();
    var stopped = System.nanoTime();
    var stopping = traffic.errors() - before;
    instance.start();
    instance.awaitReady();
    System.out.printf(
        "%s stopped in %,d ms with %d answers of 5xx, started in %,d ms with %d%n",
        instance.name(),
        TimeUnit.NANOSECONDS.toMillis(stopped - begin),
        stopping,
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - stopped),
        traffic.errors() - before - stopping);
  }

  private static Duration killed(ClusterTraffic traffic, ServiceProcess instance) throws Exception {
    instance.kill();
    var takeOver = traffic.awaitRows();
    instance.start();
    instance.awaitReady();
    return takeOver;
  }

  private static Duration killed(
      ClusterDeployment cluster, ClusterTraffic traffic, BrokerProcess broker) throws Exception {
    broker.kill();
    var takeOver = traffic.awaitRows();
    restart(cluster, broker);
    return takeOver;
  }

  private static void restart(ClusterDeployment cluster, BrokerProcess broker) {
    cluster.brokers().awaitFenced(broker);
    broker.start();
    cluster.brokers().awaitReady();
    cluster.brokers().awaitInSync();
  }

  /**
   * Ingress waits longer for Kafka than the reference settings let a lost broker hold up writes.
   */
  @Test
  @Tag("long")
  void shouldCostSendersNo5xxWhenABrokerIsKilled(@TempDir Path directory) throws Exception {
    try (var cluster = ClusterDeployment.ofIngresses(directory);
        var traffic = new ClusterTraffic(cluster, 5, 0, SEED)) {
      for (var kill = 0; kill < 4; kill++) {
        traffic.awaitMore(100);
        var controller = cluster.brokers().activeController();
        var broker = kill % 2 == 0 ? controller : cluster.brokers().broker(1 + controller.id() % 3);
        broker.kill();
        restart(cluster, broker);
      }
      traffic.finish();

      assertThat(traffic.errors()).as("%s", traffic).isZero();
    }
  }

  private static void compare(ClusterDeployment cluster, ClusterTraffic traffic) {
    var ends = traffic.farEnds();
    await("seed " + SEED + ": all accepted events at all far ends")
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () ->
                assertThat(
                        differences(Stream.concat(ends.tables().stream(), ends.tenant().stream())))
                    .isEmpty());
    assertThat(differences(ends.topics().stream())).isEmpty();
    assertThat(ends.disorder()).isEmpty();
    assertThat(cluster.topics().readText("sink-postgres.dlq")).isEmpty();
  }

  private static List<String> differences(Stream<FarEnd> ends) {
    return ends.flatMap(end -> end.differences().stream()).toList();
  }
}
