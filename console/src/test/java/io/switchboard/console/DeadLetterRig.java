package io.switchboard.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.switchboard.contract.headers.DeadLetterHeaders;
import io.switchboard.contract.headers.DeadLetterHeaders.DeadLetter;
import io.switchboard.contract.headers.DeadLetterRecord;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.Redrive;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;

/** Writes dead letters of call results, as disposition-streams does. */
record DeadLetterRig(ConsoleRig rig, String destination) {
  private static final String SERVICE = "disposition-streams";
  private static final String TOPIC = "cxone.call-results";

  /** What the dead-letter topic takes of an oversized record, in these tests. */
  private static final int TOPIC_BYTES = 5_000;

  /** The dead letter of a record with this key and value. */
  void refused(long offset, String key, String value, String message) {
    rig.send(
        SERVICE + ".dlq",
        key,
        value,
        DeadLetterHeaders.of(source(offset), deadLetter(offset, message)));
  }

  /** The dead letter of a record that was redriven before. */
  void refusedAgain(long offset, String key) {
    var headers = DeadLetterHeaders.of(source(offset), deadLetter(offset, "no code"));
    headers.add(Redrive.OF, "disposition-streams.dlq-0-0".getBytes(UTF_8));
    rig.send(SERVICE + ".dlq", key, "{}", headers);
  }

  /** The dead letter of a record that was too large to be kept whole. */
  void oversized(long offset) {
    rig.send(
        DeadLetterRecord.of(
            rig.kafka.prefix().applyTo(SERVICE + ".dlq"),
            "large".getBytes(UTF_8),
            "x".repeat(TOPIC_BYTES).getBytes(UTF_8),
            source(offset),
            deadLetter(offset, "too large"),
            TOPIC_BYTES));
  }

  private static Headers source(long offset) {
    var at = Instant.parse("2026-11-20T10:00:00Z");
    return new EventHeaders(
            "id-" + offset,
            "test",
            "/test",
            "contact-" + offset,
            at,
            at,
            EventHeaders.newTraceparent())
        .toKafka();
  }

  private DeadLetter deadLetter(long offset, String message) {
    return new DeadLetter(
        rig.kafka.prefix().applyTo(TOPIC),
        0,
        offset,
        "RefusedInput",
        message,
        destination,
        SERVICE,
        Instant.now());
  }

  /** The page with these alone. */
  String address() {
    return "/dead-letters?destination=" + destination;
  }
}
