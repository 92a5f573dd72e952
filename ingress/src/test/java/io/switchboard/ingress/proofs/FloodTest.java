package io.switchboard.ingress.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.embedded.FreePorts;
import io.switchboard.testkit.load.Load;
import io.switchboard.testkit.load.LoadClient;
import io.switchboard.testkit.load.LoadResult;
import io.switchboard.testkit.process.ChildProcess;
import io.switchboard.testkit.process.ProcessSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * 2,000 connections that send a byte a second, and a stream of JSON bombs, while menus are
 * requested at a fixed rate: how much the flood adds to ingress's own share of a caller's wait,
 * with a decider that answers at once. Ingress, callers and flood are separate processes; quiet and
 * flooded periods alternate.
 */
@Tag("long")
class FloodTest {
  private static final Logger LOG = LoggerFactory.getLogger(FloodTest.class);
  private static final int SLOW = 2_000;
  private static final int BOMBS_A_SECOND = 200;
  private static final int MENUS_A_SECOND = 200;
  private static final int CALLERS = 8;
  private static final int TURNS = Integer.getInteger("flood.turns", 5);
  private static final Duration TURN = Duration.ofSeconds(Integer.getInteger("flood.seconds", 5));
  private static final Duration CALM = Duration.ofSeconds(3);
  private static final byte[] MENU =
      HttpConnection.request("/webhook/ivr-menu", "{\"callId\":\"call-1\",\"dtmf\":\"1\"}");
  private final int port = FreePorts.next();
  @TempDir private Path directory;

  @Test
  void shouldAnswerMenusNearlyAsFastUnderAFlood() throws Exception {
    var quiet = new ArrayList<LoadResult>();
    var flooded = new ArrayList<LoadResult>();
    try (var server =
            ProcessSpec.java(CallersIngress.class, ProcessSpec.PRODUCTION)
                .logTo(directory.resolve("door"))
                .arguments(Integer.toString(port))
                .start();
        var asking = ProcessSpec.java(LoadClient.class, ProcessSpec.PRODUCTION).piped().start()) {
      var client = new LoadClient(asking.input(), asking.output());
      server.awaitPort(port);
      client.run(new Load(port, CALLERS, Duration.ofSeconds(20), List.of(MENU))); // the compilers
      for (var turn = 0; turn < TURNS; turn++) {
        quiet.add(menus(client));
        try (var flood = flood(directory.resolve("flood" + turn))) {
          flooded.add(menus(client));
          assertThat(flood.isAlive()).isTrue();
        }
      }
    }
    LOG.warn("menus quiet: {}", quiet);
    LOG.warn("menus flooded: {}", flooded);
    LOG.warn("p99 under the flood / quiet: {}", median(flooded) / median(quiet));
    assertThat(flooded).allMatch(figures -> figures.others() == 0);
    assertThat(median(flooded)).isLessThan(2 * median(quiet));
  }

  /** What came before, thousands of connections that open or break at once, is not measured. */
  private LoadResult menus(LoadClient client) throws IOException {
    client.run(new Load(port, CALLERS, CALM, MENUS_A_SECOND, List.of(MENU)));
    return client.run(new Load(port, CALLERS, TURN, MENUS_A_SECOND, List.of(MENU)));
  }

  private ChildProcess flood(Path log) {
    var flood =
        ProcessSpec.java(FloodProcess.class, ProcessSpec.PRODUCTION)
            .logTo(log)
            .arguments(
                Integer.toString(port), Integer.toString(SLOW), Integer.toString(BOMBS_A_SECOND))
            .start();
    Awaitility.await().until(() -> Files.readString(log).contains(FloodProcess.ALL));
    return flood;
  }

  private static double median(List<LoadResult> turns) {
    return turns.stream()
        .mapToDouble(LoadResult::p99)
        .sorted()
        .skip(turns.size() / 2)
        .findFirst()
        .orElseThrow();
  }
}
