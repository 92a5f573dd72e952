package io.switchboard.replay.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.switchboard.contract.headers.DeadLetterHeaders;
import io.switchboard.contract.headers.DeadLetterHeaders.DeadLetter;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.testkit.cluster.TestCluster;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes dead letters of call results, as disposition-streams does. */
record RefusedRecords(TestCluster cluster) {
  static final String SOURCE = "cxone.call-results";
  private static final String SERVICE = "disposition-streams";
  static final String DEAD_LETTERS = SERVICE + ".dlq";

  /** With the topics that a redrive of them needs. */
  static TestCluster start() {
    return TestCluster.start()
        .createTopicsOf(1, Set.of(SOURCE, DEAD_LETTERS, "dlq.resolutions")::contains);
  }

  /** Writes one dead letter for each offset of the source; waits until the broker has them. */
  void write(int from, int to, String reason) {
    for (var offset = from; offset < to; offset++) {
      write(offset, reason);
    }
    cluster.flush();
  }

  private void write(int offset, String reason) {
    var now = Instant.now();
    var key = "c-" + offset;
    var source =
        new EventHeaders(
                "id-" + offset, "test", "/test", key, now, now, EventHeaders.newTraceparent())
            .toKafka();
    var deadLetter =
        new DeadLetter(
            cluster.name(SOURCE), 0, offset, reason, "not readable", "rules", SERVICE, now);
    cluster.send(
        new ProducerRecord<>(
            cluster.name(DEAD_LETTERS),
            0,
            now.toEpochMilli(),
            key.getBytes(UTF_8),
            "{}".getBytes(UTF_8),
            DeadLetterHeaders.of(source, deadLetter)));
  }
}
