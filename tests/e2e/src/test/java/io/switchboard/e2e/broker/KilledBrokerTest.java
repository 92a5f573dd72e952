package io.switchboard.e2e.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.embedded.FreePorts;
import io.switchboard.testkit.process.ProcessSpec;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 of a broker in the middle of transactions. Half of the kills meet a transaction that is
 * decided and whose markers are not yet written; these have to be written after the restart, or
 * every reader of committed records waits for ever.
 */
final class KilledBrokerTest {
  private static final List<String> GROUPS =
      IntStream.range(0, TransactingBroker.PRODUCERS)
          .mapToObj(n -> TransactingBroker.GROUP + n)
          .toList();
  private static final long SEED = Long.getLong("switchboard.seed", 20261125L);

  @Test
  @Tag("long")
  void shouldFinishEveryTransactionOfABrokerThatIsKilledAgainAndAgain(@TempDir Path directory)
      throws Exception {
    var kills = Integer.getInteger("switchboard.kills", 12);
    var random = new Random(SEED);
    var port = FreePorts.next();
    var controllerPort = FreePorts.next();
    for (var kill = 1; kill <= kills; kill++) {
      killAfter(5 + random.nextInt(60), directory, port, controllerPort);

      try (var broker = EmbeddedBroker.start(directory, port, controllerPort)) {
        assertNothingIsOpen(broker.bootstrapServers(), "seed " + SEED + ", kill " + kill);
      }
    }
  }

  private static void killAfter(int commits, Path directory, int port, int controllerPort)
      throws Exception {
    try (var process =
            ProcessSpec.java(TransactingBroker.class, ProcessSpec.SHORT_LIVED)
                .arguments(
                    directory.toString(), Integer.toString(port), Integer.toString(controllerPort))
                .piped()
                .start();
        var lines =
            new BufferedReader(new InputStreamReader(process.output(), StandardCharsets.UTF_8))) {
      var seen = 0;
      while (seen < commits && Objects.requireNonNull(lines.readLine()).equals("committed")) {
        seen++;
      }
      assertThat(seen).isEqualTo(commits);
      process.kill();
    }
  }

  /**
   * Readers of committed records reach the end, and every group's offset is stable; the admin
   * client leaves out those that are not.
   */
  private static void assertNothingIsOpen(String servers, String what) throws Exception {
    try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", servers))) {
      endWhatWasUndecided(servers);
      await(what)
          .untilAsserted(
              () ->
                  assertThat(ends(admin, IsolationLevel.READ_COMMITTED))
                      .isEqualTo(ends(admin, IsolationLevel.READ_UNCOMMITTED)));
      for (var group : GROUPS) {
        var stable = new ListConsumerGroupOffsetsOptions().requireStable(true).timeoutMs(20_000);
        assertThat(admin.listConsumerGroupOffsets(group, stable).all().get().get(group))
            .as(what)
            .isNotEmpty()
            .isEqualTo(admin.listConsumerGroupOffsets(group).all().get().get(group));
      }
    }
  }

  /** As a service does that starts again under the same transactional id. */
  private static void endWhatWasUndecided(String servers) {
    for (var id : GROUPS) {
      var properties = Map.<String, Object>of("bootstrap.servers", servers, "transactional.id", id);
      try (var producer =
          new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
        producer.initTransactions();
      }
    }
  }

  private static Map<TopicPartition, Long> ends(Admin admin, IsolationLevel level)
      throws Exception {
    var partitions =
        IntStream.range(0, TransactingBroker.PARTITIONS)
            .mapToObj(partition -> new TopicPartition(TransactingBroker.TOPIC, partition))
            .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
    return admin
        .listOffsets(partitions, new ListOffsetsOptions(level))
        .all()
        .get()
        .entrySet()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
  }
}
