package io.switchboard.e2e.outages;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.e2e.outages.WalkingCallers.MenuReply;
import io.switchboard.e2e.processes.ServiceProcess;
import io.switchboard.testkit.load.Latencies;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two ingresses behind a balancer are restarted one after the other: no request gets a 5xx. */
@Order(3)
final class RollingRestartTest {
  private static final long SEED = Long.getLong("switchboard.seed", 20261128L);

  private final List<Double> stops = new ArrayList<>();
  private final List<Double> starts = new ArrayList<>();

  @Test
  @Tag("long")
  void shouldAnswerEveryRequestDuringManyRollingRestarts(@TempDir Path directory) throws Exception {
    try (var deployment = OutageDeployment.start(directory)) {
      prove(deployment, Integer.getInteger("switchboard.restarts", 5), 200, 500);
    }
  }

  /**
   * @param callers each sends about one menu request a second
   */
  private void prove(OutageDeployment deployment, int rounds, int callers, int webhooksPerSecond)
      throws Exception {
    var accepted = deployment.cluster().committedEnd("cxone.call-results");
    try (var balancer = new ReadyBalancer(deployment.ports());
        var walking =
            new WalkingCallers(MenuClient.behind(balancer), callers, Duration.ofSeconds(1), SEED);
        var senders = new WebhookSenders(balancer, webhooksPerSecond)) {
      walking.awaitReplies(3 * callers);
      for (var round = 0; round < rounds; round++) {
        for (var ingress : deployment.ingresses()) {
          restart(ingress, balancer);
        }
      }
      senders.finish();
      walking.finish();
      report(balancer, walking, senders);
      check(balancer, walking);
      assertThat(deployment.cluster().committedEnd("cxone.call-results") - accepted)
          .isEqualTo(senders.accepted());
    }
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

  private static void check(ReadyBalancer balancer, WalkingCallers walking) {
    assertThat(balancer.statuses().keySet())
        .containsExactly("/webhook/call-result 200", "/webhook/ivr-menu 200");
    assertThat(walking.replies().stream().filter(it -> !it.isRight())).isEmpty();
  }
}
