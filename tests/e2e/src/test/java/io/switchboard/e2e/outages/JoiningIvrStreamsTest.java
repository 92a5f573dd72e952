package io.switchboard.e2e.outages;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.e2e.outages.WalkingCallers.MenuReply;
import io.switchboard.e2e.processes.ServiceProcess;
import io.switchboard.ivr.activation.DefinitionPublisher;
import io.switchboard.testkit.cluster.TestCluster;
import io.switchboard.testkit.load.Latencies;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A third ivr-streams joins two that serve callers, with a cold JVM and without state: which menus
 * are late. {@code switchboard.join.settings} are the variables to compare, as {@code A=1,B=2;C=3}:
 * each group has a deployment of its own, in turn with the others, {@code switchboard.rounds} (2)
 * times.
 */
@Tag("long")
final class JoiningIvrStreamsTest {
  private static final long SEED = Long.getLong("switchboard.seed", 20261130L);
  private static final int CALLERS = Integer.getInteger("switchboard.callers", 60);
  private static final Duration OBSERVED =
      Duration.ofSeconds(Integer.getInteger("switchboard.seconds", 40));

  @Test
  void shouldAnswerWithTheRightMenuWhileAThirdInstanceJoins(@TempDir Path directory)
      throws Exception {
    var rounds = Integer.getInteger("switchboard.rounds", 2);
    var groups = System.getProperty("switchboard.join.settings", "").split(";", -1);
    for (var round = 0; round < rounds; round++) {
      for (var settings : groups) {
        var place = Files.createTempDirectory(directory, "join");
        System.out.printf(
            "round %d, %s: %s%n", round, settings, join(variables(settings), place, round));
      }
    }
  }

  private static String join(Map<String, String> settings, Path directory, int round)
      throws Exception {
    try (var cluster = TestCluster.start().createTopics();
        var publisher = new DefinitionPublisher(cluster.kafka(), "/switchboard/test")) {
      publisher.activate(DistinctMenu.definition(), Instant.now());
      var ingress = io.switchboard.ingress.Main.class;
      var ivr = io.switchboard.ivr.Main.class;
      try (var a = service("ingress-a", ingress, cluster, settings, directory);
          var b = service("ingress-b", ingress, cluster, settings, directory);
          var one = service("ivr-one", ivr, cluster, settings, directory);
          var two = service("ivr-two", ivr, cluster, settings, directory);
          var three = service("ivr-three", ivr, cluster, settings, directory)) {
        ServiceProcess.startAll(List.of(a, b, one, two));
        var route = MenuClient.alternating(List.of(a.port(), b.port()));
        try (var callers =
            new WalkingCallers(route, CALLERS, Duration.ofMillis(500), SEED + round)) {
          callers.awaitReplies(CALLERS * 40); // the JVMs of the others are warm by then
          return observe(callers, List.of(a, b), three);
        }
      }
    }
  }

  private static String observe(
      WalkingCallers callers, List<ServiceProcess> ingresses, ServiceProcess joining)
      throws Exception {
    var late = late(ingresses);
    var heard = callers.replies().size();
    var begin = System.nanoTime();
    var lastLate = Duration.ZERO;
    var most = late;
    joining.start();
    joining.awaitReady();
    var ready = Duration.ofNanos(System.nanoTime() - begin);
    while (System.nanoTime() - begin < OBSERVED.toNanos()) {
      callers.awaitReplies(CALLERS / 4);
      var now = late(ingresses);
      if (now > most) {
        most = now;
        lastLate = Duration.ofNanos(System.nanoTime() - begin);
      }
    }
    var fallbacks = total(ingresses, "menu_answers_total{how=\"fallback\"");
    callers.finish();
    var replies = callers.replies().stream().skip(heard).toList();
    assertThat(callers.replies()).allMatch(MenuReply::isRight);
    return "ready after %.1f s; %.0f late decisions, the last after %.1f s; %.0f fallbacks; %s"
        .formatted(
            ready.toMillis() / 1e3,
            most - late,
            lastLate.toMillis() / 1e3,
            fallbacks,
            Latencies.of(replies.stream().map(MenuReply::nanos).toList()));
  }

  /** Answers for which ingress did not wait, or not any longer. */
  private static double late(List<ServiceProcess> ingresses) {
    return total(ingresses, "menu_answers_total{how=\"shadow\"");
  }

  private static double total(List<ServiceProcess> ingresses, String metric) {
    return ingresses.stream().mapToDouble(it -> it.metric(metric)).sum();
  }

  private static ServiceProcess service(
      String name,
      Class<?> main,
      TestCluster cluster,
      Map<String, String> settings,
      Path directory) {
    var variables =
        new HashMap<>(
            cluster.variables(
                "STATE_DIR", directory.resolve(name).toString(), "STANDBY_REPLICAS", "1"));
    variables.putAll(settings);
    return new ServiceProcess(name, main, variables, directory);
  }

  private static Map<String, String> variables(String settings) {
    var variables = new HashMap<String, String>();
    Arrays.stream(settings.split(",", -1))
        .filter(it -> it.contains("="))
        .map(it -> it.split("=", 2))
        .forEach(it -> variables.put(it[0], it[1]));
    return variables;
  }
}
