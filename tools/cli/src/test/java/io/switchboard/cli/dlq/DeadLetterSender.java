package io.switchboard.cli.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.switchboard.cli.CommandRig;
import io.switchboard.contract.headers.DeadLetterHeaders;
import io.switchboard.contract.headers.DeadLetterHeaders.DeadLetter;
import io.switchboard.contract.headers.DeadLetterRecord;
import io.switchboard.contract.headers.EventHeaders;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Writes dead letters as the services do. */
record DeadLetterSender(CommandRig rig) {
  static final Instant RECEIVED = Instant.parse("2026-11-20T10:00:00Z");

  /** What the dead-letter topic takes of an oversized record, in these tests. */
  static final int TOPIC_BYTES = 5_000;

  /** A registration on {@code dnc.registry}. */
  void registration(String number, String id, int partition) {
    rig.send(
        "dnc.registry", partition, number, "{\"eventId\":\"" + id + "\"}", new RecordHeaders());
  }

  /** A dead letter of a small record. */
  void deadLetter(
      String service,
      String topic,
      int partition,
      long offset,
      String destination,
      String reason,
      String key) {
    var deadLetter = deadLetter(service, topic, partition, offset, destination, reason);
    var headers = DeadLetterHeaders.of(source(offset), deadLetter);
    rig.send(service + ".dlq", 0, key, "{\"n\":" + offset + "}", headers);
  }

  /** The dead letter of a record that its dead-letter topic cannot take whole. */
  void oversizedDeadLetter(long offset, String key, String value) {
    var service = "sink-postgres";
    rig.send(
        DeadLetterRecord.of(
            rig.kafka.prefix().applyTo(service + ".dlq"),
            key.getBytes(UTF_8),
            value.getBytes(UTF_8),
            source(offset),
            deadLetter(service, "cxone.contact-events", 0, offset, "contact_records", "Large"),
            TOPIC_BYTES));
  }

  private static Headers source(long offset) {
    return new EventHeaders(
            "id-" + offset,
            "test",
            "/test",
            "subject-" + offset,
            RECEIVED,
            RECEIVED,
            EventHeaders.newTraceparent())
        .toKafka();
  }

  private DeadLetter deadLetter(
      String service, String topic, int partition, long offset, String destination, String reason) {
    return new DeadLetter(
        rig.kafka.prefix().applyTo(topic),
        partition,
        offset,
        reason,
        "because",
        destination,
        service,
        Instant.now());
  }
}
