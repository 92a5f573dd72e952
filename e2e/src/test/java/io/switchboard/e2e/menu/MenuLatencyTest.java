package io.switchboard.e2e.menu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.ingress.IngressService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long callers wait, against the double log round trip on the same broker in the same run; and
 * what they hear when ivr-streams is frozen. Prints its figures.
 *
 * <p>On two cores the compiler takes most of the first minute, and the callers' share of the
 * machine with it: hence the long warm-up, and for figures of a warm deployment a test JVM that
 * compiles with all levels ({@code -Dtest.jvm.arguments="-XX:+UseSerialGC -Xmx1g"}).
 */
@Tag("long")
class MenuLatencyTest {
  private static final int RATE = Integer.getInteger("menu.rate", 200);
  private static final int ROUNDS = Integer.getInteger("menu.rounds", 2);
  private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("menu.warm", 60));
  private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("menu.seconds", 10));
  private static final List<String> PRESSES = List.of("", "1", "A", "1");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path directory;

  private final String run = UUID.randomUUID().toString();

  @Test
  void shouldAnswerLittleLaterThanTheLogAllowsAndAtOnceWhenNobodyDecides() throws Exception {
    try (var deployment = new MenuDeployment(directory);
        var ivr =
            ForkedIvr.start(deployment.variables(), Path.of("target", "menu-latency-ivr.log"));
        var trips = new DoubleRoundTrip(deployment.kafka())) {
      var ingress = deployment.ingress();
      awaitDecisions(deployment, ingress);
      warmUp(deployment, ingress, trips);

      againstTheLog(deployment, ingress, trips);
      frozen(deployment, ingress, ivr);
    }
  }

  private void warmUp(MenuDeployment deployment, IngressService ingress, DoubleRoundTrip trips) {
    pace().run(_ -> trips.once(new byte[600]));
    new Pace(RATE, WARM_UP).run(i -> ask(deployment, ingress, "warm", i));
  }

  private void againstTheLog(
      MenuDeployment deployment, IngressService ingress, DoubleRoundTrip trips) {
    var log = new ArrayList<Long>();
    var menu = new ArrayList<Long>();
    for (var round = 0; round < ROUNDS; round++) {
      pace().run(_ -> trips.once(new byte[600])).forEach(done -> log.add(done.nanos()));
      var name = "round" + round;
      var answers = pace().run(i -> ask(deployment, ingress, name, i));
      answers.forEach(done -> menu.add(done.nanos()));
      assertThat(answers).allMatch(done -> isAnswer(done.answer()));
    }
    var least = Latencies.of(log);
    var waited = Latencies.of(menu);
    print("double log round trip at " + RATE + "/s", least);
    print("menu webhook at " + RATE + "/s", waited);
    System.out.printf(
        "ratio: p50 %.2f x, p99 %.2f x%n",
        waited.percentile(50) / least.percentile(50), waited.percentile(99) / least.percentile(99));
  }

  private void frozen(MenuDeployment deployment, IngressService ingress, ForkedIvr ivr) {
    var caller = "caller-" + run;
    deployment.menu(ingress, caller, MenuDeployment.GOLD, "");
    ivr.freeze();
    var frozenAt = System.nanoTime();
    var answers = pace().run(i -> ask(deployment, ingress, "frozen", i));
    assertThat(answers).allMatch(done -> isAnswer(done.answer()));
    var second = Duration.ofSeconds(1).toNanos();
    print("frozen, first second", Latencies.of(times(answers, frozenAt, frozenAt + second)));
    print("frozen, from then on", Latencies.of(times(answers, frozenAt + second, Long.MAX_VALUE)));
    deployment.menu(ingress, caller, MenuDeployment.GOLD, "1");

    ivr.thaw();
    var thawedAt = System.nanoTime();
    awaitDecisions(deployment, ingress);
    System.out.printf(
        "decides again %.1f s after the thaw%n", (System.nanoTime() - thawedAt) / 1e9);
    assertThat(presses(deployment, ingress, caller))
        .containsExactly("collect", "collect", "transfer");
  }

  /** The fallback put the caller at the root: from there the whole way. */
  private static List<String> presses(
      MenuDeployment deployment, IngressService ingress, String caller) {
    return List.of("1", "A", "1").stream()
        .map(digit -> deployment.menu(ingress, caller, MenuDeployment.GOLD, digit))
        .map(answer -> answer.path("action").asText())
        .toList();
  }

  private static List<Long> times(List<Pace.Done<JsonNode>> answers, long from, long to) {
    return answers.stream()
        .filter(done -> done.beganAt() >= from && done.beganAt() < to)
        .map(Pace.Done::nanos)
        .toList();
  }

  /** Each call presses its way through the menu; its requests come a second apart. */
  private JsonNode ask(MenuDeployment deployment, IngressService ingress, String what, int i) {
    var call = i / (RATE * PRESSES.size()) * RATE + i % RATE;
    var press = PRESSES.get(i / RATE % PRESSES.size());
    var from = "+1415555%04d".formatted(call % 10_000);
    return deployment.menu(ingress, what + "-" + run + "-" + call, from, press);
  }

  private static boolean isAnswer(JsonNode answer) {
    return switch (answer.path("action").asText()) {
      case "collect" ->
          answer.at("/play/url").asText().startsWith("https://") && answer.hasNonNull("nextUrl");
      case "transfer" -> answer.hasNonNull("nextUrl");
      case "hangup" -> true;
      default -> false;
    };
  }

  private static void awaitDecisions(MenuDeployment deployment, IngressService ingress) {
    await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () ->
                deployment
                    .menu(ingress, "probe-" + UUID.randomUUID(), MenuDeployment.GOLD, "#")
                    .path("action")
                    .asText()
                    .equals("hangup"));
  }

  private static Pace pace() {
    return new Pace(RATE, LENGTH);
  }

  private static void print(String what, Latencies latencies) {
    System.out.println(what + ": " + latencies);
  }
}
