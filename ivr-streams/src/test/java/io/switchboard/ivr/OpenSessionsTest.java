package io.switchboard.ivr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.contract.event.CallEvent;
import io.switchboard.ivr.definition.DefinitionFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What open sessions cost: memory, a digit, a deadline; one partition, a process of its own, real
 * broker. Prints its figures.
 */
@Tag("long")
final class OpenSessionsTest {
  private static final long SEED = 20261123;
  private static final int FEW = 1_000;
  private static final int MANY = 100_000;
  private static final int BATCH = 2_000;
  private static final int BATCHES = 5;

  @TempDir Path state;

  private final Random random = new Random(SEED);
  private final Instant start = Instant.now().minusSeconds(3_600);
  private int sent;

  @Test
  @SuppressWarnings("SystemOut") // the figures are what this is for
  void shouldCostADigitLittleMoreAmongAHundredThousandSessions() throws Exception {
    try (var rig = new IvrRig(state.resolve("streams").toString(), 1, false);
        var decisions = new Decisions(rig)) {
      rig.send(activation(), "activation", start);
      try (var service =
          new ForkedService(
              state.resolve("service.log"), rig.variables("IVR_LIVE_TICKS", "false"))) {
        open(rig, decisions, 0, FEW);
        digits(rig, decisions, FEW); // the compiler's turn
        var few = digits(rig, decisions, FEW);
        var fewMemory = memory(service.pid());
        open(rig, decisions, FEW, MANY);
        var many = digits(rig, decisions, MANY);
        var manyMemory = memory(service.pid());
        var deadlines = deadlines(rig, decisions);

        System.out.printf(
            "seed %d: microseconds a digit at %d open %.1f, at %d open %.1f, ratio %.2f; a deadline"
                + " %.1f; resident %d MB at %d, %d MB at %d%n",
            SEED, FEW, few, MANY, many, many / few, deadlines, fewMemory, FEW, manyMemory, MANY);
        assertThat(many).isPositive();
      }
    }
  }

  private static CallEvent activation() {
    // nobody leaves while digits are counted
    var patient =
        DefinitionFile.trusted(
            DefinitionFile.shippedText()
                .replace("noMatch: {max: 10", "noMatch: {max: 100")
                .replace("\nglobals:", "\nlimits: {maxSteps: 500}\n\nglobals:"));
    return new CallEvent.Activation(patient.hash(), patient.body());
  }

  private void open(IvrRig rig, Decisions decisions, int from, int to) {
    for (int call = from; call < to; call++) {
      digit(rig, call, "1");
    }
    decisions.await(to - from);
  }

  /** The median over some batches of what a digit takes, in microseconds. */
  private double digits(IvrRig rig, Decisions decisions, int calls) {
    var costs = new double[BATCHES];
    for (int batch = 0; batch < BATCHES; batch++) {
      for (int i = 0; i < BATCH; i++) {
        digit(rig, random.nextInt(calls), "9");
      }
      costs[batch] = decisions.await(BATCH) / 1_000.0 / BATCH;
    }
    Arrays.sort(costs);
    return costs[BATCHES / 2];
  }

  private void digit(IvrRig rig, int call, String digit) {
    rig.send(CallScript.bridge("call-" + call, digit, start), "d" + sent++, start);
  }

  private double deadlines(IvrRig rig, Decisions decisions) {
    var later = start.plusSeconds(60);
    for (int tick = 0; tick < MANY / IvrProcessor.MOST_FIRINGS + 1; tick++) {
      rig.send(new CallEvent.Tick(later), "tick-" + tick, later);
    }
    return decisions.await(MANY) / 1_000.0 / MANY;
  }

  private static long memory(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  /** Follows the decisions, committed or not. */
  private static final class Decisions implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;

    Decisions(IvrRig rig) {
      consumer =
          new KafkaConsumer<>(
              rig.kafka().clientProperties(Map.of()),
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer());
      var partitions =
          IntStream.of(0)
              .mapToObj(it -> new TopicPartition(rig.kafka().topics().ivrDecisions().name(), it))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(List.copyOf(partitions));
    }

    /** Nanoseconds from the first to the last of so many. */
    long await(int count) {
      var seen = new int[1];
      var first = new long[1];
      Awaited.until(
          () -> {
            seen[0] += consumer.poll(Duration.ofMillis(20)).count();
            if (seen[0] > 0 && first[0] == 0) {
              first[0] = System.nanoTime();
            }
            return seen[0] >= count;
          });
      return System.nanoTime() - first[0];
    }

    @Override
    public void close() {
      consumer.close();
    }
  }

  private static final class Awaited {
    static void until(java.util.concurrent.Callable<Boolean> condition) {
      await()
          .atMost(Duration.ofMinutes(5))
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(condition);
    }
  }
}
