package io.switchboard.e2e.outages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.contract.event.ivr.CallOutcome;
import io.switchboard.e2e.outages.WalkingCallers.MenuReply;
import io.switchboard.e2e.processes.ServiceProcess;
import io.switchboard.testkit.cluster.TestCluster;
import io.switchboard.testkit.load.Latencies;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Callers at two ingresses while the only ivr-streams is killed, started, suspended and resumed:
 * every answer is the right menu, and every session ends as its caller has heard.
 */
@Order(3)
final class KilledIvrStreamsTest {
  private static final long SEED = Long.getLong("switchboard.seed", 20261127L);

  /** Between an answer and the next key, at the average. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final List<Outage> outages = new ArrayList<>();

  /**
   * By {@link System#nanoTime}.
   *
   * @param from on there are no decisions
   * @param ended ivr-streams is started or resumed
   * @param decides both ingresses get decisions again
   */
  private record Outage(String kind, long from, long ended, long decides) {
    boolean contains(MenuReply reply) {
      return reply.beganAt() >= from && reply.beganAt() < ended;
    }

    boolean isFollowedBy(MenuReply reply) {
      return reply.beganAt() >= ended && reply.beganAt() < decides;
    }

    boolean isFarFrom(MenuReply reply) {
      return !contains(reply) && !isFollowedBy(reply);
    }
  }

  @Test
  @Tag("long")
  void shouldAnswerWithTheRightMenuWhileIvrStreamsFailsAgainAndAgain(@TempDir Path directory)
      throws Exception {
    var rounds = Integer.getInteger("switchboard.kills", 10);
    try (var deployment = OutageDeployment.start(directory)) {
      prove(deployment, rounds, 100, Duration.ofSeconds(20));
    }
  }

  private void prove(OutageDeployment deployment, int rounds, int count, Duration suspension)
      throws Exception {
    var ingresses = deployment.ingresses();
    var ivr = deployment.ivr();
    var route = MenuClient.alternating(deployment.ports());
    try (var callers = new WalkingCallers(route, count, PAUSE, SEED)) {
      awaitDecisions(ingresses);
      var random = new Random(SEED);
      for (var round = 0; round < rounds; round++) {
        fail("killed", ivr::kill, ivr::start, seconds(1 + random.nextInt(rounds)), ingresses);
        fail("suspended", ivr::suspend, ivr::resume, suspension, ingresses);
      }
      callers.finish();
      report(callers, ingresses);
      check(deployment.cluster(), callers, ingresses);
    }
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  private void fail(
      String kind, Runnable begin, Runnable end, Duration length, List<ServiceProcess> ingresses) {
    var from = System.nanoTime();
    begin.run();
    await().pollDelay(length).atMost(length.plusSeconds(30)).until(() -> true);
    end.run();
    var ended = System.nanoTime();
    awaitDecisions(ingresses);
    outages.add(new Outage(kind, from, ended, System.nanoTime()));
  }

  /** Both get decisions of ivr-streams in time again. */
  private static void awaitDecisions(List<ServiceProcess> ingresses) {
    for (var ingress : ingresses) {
      var decided = answers(ingress, "decided");
      await(ingress.name() + " gets decisions")
          .pollInterval(Duration.ofMillis(100))
          .until(() -> answers(ingress, "decided") >= decided + 5);
    }
  }

  private static double answers(ServiceProcess ingress, String how) {
    return ingress.metric("menu_answers_total{how=\"" + how + "\"");
  }

  private void report(WalkingCallers callers, List<ServiceProcess> ingresses) {
    System.out.printf(
        "seed %d: %,d calls, %,d answers: %.0f decided, %.0f shadow, %.0f fallback; differed %.0f%n",
        SEED,
        callers.completed().size(),
        callers.replies().size(),
        total(ingresses, "menu_answers_total{how=\"decided\""),
        total(ingresses, "menu_answers_total{how=\"shadow\""),
        total(ingresses, "menu_answers_total{how=\"fallback\""),
        total(ingresses, "menu_shadow_differed_total"));
    System.out.printf(
        "wrong %d, of these the root menu %d%n",
        callers.replies().stream().filter(it -> !it.isRight()).count(),
        callers.replies().stream().filter(MenuReply::isWronglyRoot).count());
    System.out.println("all answers: " + latencies(callers, _ -> true));
    System.out.println(
        "far from an outage: "
            + latencies(callers, reply -> outages.stream().allMatch(it -> it.isFarFrom(reply))));
    System.out.println(
        "from the end of an outage to the first decisions: "
            + latencies(callers, reply -> outages.stream().anyMatch(it -> it.isFollowedBy(reply))));
    for (var outage : outages) {
      System.out.printf(
          "%s for %.1f s, decisions after %.1f s; answers meanwhile: %s%n",
          outage.kind(),
          (outage.ended() - outage.from()) / 1e9,
          (outage.decides() - outage.ended()) / 1e9,
          latencies(callers, outage::contains));
    }
    System.out.println("in outages, from each call's second request on: " + afterTheFirst(callers));
  }

  private static Latencies latencies(WalkingCallers callers, Predicate<MenuReply> which) {
    return Latencies.of(callers.replies().stream().filter(which).map(MenuReply::nanos).toList());
  }

  private Latencies afterTheFirst(WalkingCallers callers) {
    return Latencies.of(
        outages.stream()
            .flatMap(
                outage -> {
                  var before = new HashSet<String>();
                  return callers.replies().stream()
                      .filter(outage::contains)
                      .filter(reply -> !before.add(reply.callId()));
                })
            .map(MenuReply::nanos)
            .toList());
  }

  private static double total(List<ServiceProcess> ingresses, String metric) {
    return ingresses.stream().mapToDouble(it -> it.metric(metric)).sum();
  }

  private static void check(
      TestCluster cluster, WalkingCallers callers, List<ServiceProcess> ingresses) {
    assertThat(callers.replies().stream().filter(it -> !it.isRight()))
        .as("seed %d", SEED)
        .isEmpty();
    assertThat(total(ingresses, "menu_answers_total{how=\"fallback\"")).isZero();
    assertThat(total(ingresses, "menu_answers_total{how=\"shadow\"")).isPositive();
    assertThat(total(ingresses, "menu_shadow_differed_total")).isZero();
    var expected =
        callers.completed().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, it -> endOf("completed", it.getValue())));
    await("one outcome for each call")
        .untilAsserted(
            () ->
                assertThat(outcomes(cluster, callers))
                    .extracting(CallOutcome::callId)
                    .containsExactlyInAnyOrderElementsOf(expected.keySet()));
    assertThat(
            outcomes(cluster, callers).stream()
                .collect(Collectors.toMap(CallOutcome::callId, KilledIvrStreamsTest::endOf)))
        .isEqualTo(expected);
  }

  /** Those of these callers: there may be others on the log. */
  private static List<CallOutcome> outcomes(TestCluster cluster, WalkingCallers callers) {
    return cluster.read(cluster.kafka().topics().ivrOutcomes()).stream()
        .map(ConsumerRecord::value)
        .filter(outcome -> callers.completed().containsKey(outcome.callId()))
        .toList();
  }

  private static List<String> endOf(CallOutcome outcome) {
    return endOf(outcome.outcome().wireName(), outcome.path());
  }

  private static List<String> endOf(String outcome, List<String> path) {
    return Stream.concat(Stream.of(outcome), path.stream()).toList();
  }
}
