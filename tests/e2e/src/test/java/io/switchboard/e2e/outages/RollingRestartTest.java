package io.switchboard.e2e.outages;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.e2e.outages.WalkingCallers.MenuReply;
import io.switchboard.e2e.processes.ServiceProcess;
import io.switchboard.ivr.activation.DefinitionPublisher;
import io.switchboard.testkit.cluster.TestCluster;
import io.switchboard.testkit.load.Latencies;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two ingresses behind a balancer are restarted one after the other: nobody gets a 5xx. */
final class RollingRestartTest {
  private static final long SEED = Long.getLong("switchboard.seed", 20261128L);

  private final TestCluster cluster = TestCluster.start().createTopics();
  private final List<Double> stops = new ArrayList<>();
  private final List<Double> starts = new ArrayList<>();

  @Test
  void shouldAnswerEveryRequestDuringARollingRestart(@TempDir Path directory) throws Exception {
    prove(directory, 1, 20, 50);
  }

  @Test
  @Tag("long")
  void shouldAnswerEveryRequestDuringManyRollingRestarts(@TempDir Path directory) throws Exception {
    prove(directory, Integer.getInteger("switchboard.restarts", 5), 200, 500);
  }

  /**
   * @param callers each sends about one menu request a second
   */
  private void prove(Path directory, int rounds, int callers, int webhooksPerSecond)
      throws Exception {
    try (var publisher = new DefinitionPublisher(cluster.kafka(), "/switchboard/test")) {
      publisher.activate(DistinctMenu.definition(), Instant.now());
    }
    var variables =
        cluster.variables(
            "STATE_DIR",
            directory.resolve("state").toString(),
            "DRAIN_SECONDS",
            rounds == 1 ? "2" : "5");
    try (var one = ingress("ingress-a", variables, directory);
        var other = ingress("ingress-b", variables, directory);
        var ivr =
            new ServiceProcess(
                "ivr-streams", io.switchboard.ivr.Main.class, variables, directory)) {
      ServiceProcess.startAll(List.of(one, other, ivr));
      try (var balancer = new ReadyBalancer(List.of(one.port(), other.port()));
          var walking =
              new WalkingCallers(
                  MenuClient.behind(balancer), callers, Duration.ofSeconds(1), SEED);
          var senders = new WebhookSenders(balancer, webhooksPerSecond)) {
        walking.awaitReplies(3 * callers);
        for (var round = 0; round < rounds; round++) {
          restart(one, balancer);
          restart(other, balancer);
        }
        senders.finish();
        walking.finish();
        report(balancer, walking, senders);
        check(balancer, walking, senders);
      }
    }
  }

  private static ServiceProcess ingress(
      String name, Map<String, String> variables, Path directory) {
    return new ServiceProcess(name, io.switchboard.ingress.Main.class, variables, directory);
  }

  private void restart(ServiceProcess ingress, ReadyBalancer balancer) {
    var began = System.nanoTime();
    ingress.stop();
    var stopped = System.nanoTime();
    ingress.start();
    ingress.awaitReady();
    balancer.awaitAll();
    stops.add((stopped - began) / 1e9);
    starts.add((System.nanoTime() - stopped) / 1e9);
  }

  private void report(ReadyBalancer balancer, WalkingCallers walking, WebhookSenders senders) {
    System.out.printf(
        "%s%nstops %.1f s, starts %.1f s at the longest%n",
        balancer.statuses(),
        stops.stream().mapToDouble(it -> it).max().orElse(0),
        starts.stream().mapToDouble(it -> it).max().orElse(0));
    System.out.println("webhooks: " + Latencies.of(senders.nanos()));
    System.out.println(
        "menus: " + Latencies.of(walking.replies().stream().map(MenuReply::nanos).toList()));
  }

  private void check(ReadyBalancer balancer, WalkingCallers walking, WebhookSenders senders) {
    assertThat(balancer.statuses().keySet())
        .containsExactly("/webhook/call-result 200", "/webhook/ivr-menu 200");
    assertThat(walking.replies().stream().filter(it -> !it.isRight())).isEmpty();
    assertThat(cluster.committedEnd("cxone.call-results")).isEqualTo(senders.accepted());
  }
}
