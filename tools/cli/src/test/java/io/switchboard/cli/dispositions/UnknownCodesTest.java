package io.switchboard.cli.dispositions;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.event.disposition.ClassifiedDisposition;
import io.switchboard.contract.event.disposition.Severity;
import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.embedded.EmbeddedDatabase;
import io.switchboard.testkit.cluster.TestCluster;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

final class UnknownCodesTest {
  private static final Instant FIRST = Instant.parse("2026-11-20T10:00:00Z");
  private static final Instant LAST = Instant.parse("2026-11-21T10:00:00Z");
  private static final List<UnknownCode> EXPECTED =
      List.of(
          new UnknownCode("777", 3, 2, FIRST, LAST), new UnknownCode("778", 1, 1, FIRST, FIRST));

  @Test
  void shouldCountUnknownCodesOnTheTopic() throws Exception {
    var kafka =
        KafkaSettings.read(
            new Environment(
                Map.of(
                    "KAFKA_BOOTSTRAP_SERVERS",
                    EmbeddedBroker.shared().bootstrapServers(),
                    "TOPIC_PREFIX",
                    TestCluster.uniquePrefix().value())));
    var topic = kafka.topics().dispositionsClassified();
    try (var admin = Admin.create(kafka.clientProperties(Map.of()))) {
      admin.createTopics(List.of(new NewTopic(topic.name(), 3, (short) 1))).all().get();
    }
    try (var producer =
        new KafkaProducer<>(
            kafka.clientProperties(Map.of()),
            topic.keys().serializer(),
            topic.values().serializer())) {
      for (var record : records()) {
        producer.send(new ProducerRecord<>(topic.name(), record.contactId(), record)).get();
      }
    }

    assertThat(UnknownCodes.onTopic(kafka)).isEqualTo(EXPECTED);
  }

  @Test
  void shouldCountUnknownCodesInTheDatabase() throws Exception {
    var url = EmbeddedDatabase.shared().database("unknown_codes");
    var database = DatabaseSettings.parse(url);
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE dispositions (event_id text, contact_id text, disposition_code text,"
              + " category text, received_at timestamptz)");
      for (var record : records()) {
        statement.execute(
            "INSERT INTO dispositions VALUES ('%s','%s','%s','%s','%s')"
                .formatted(
                    record.eventId(),
                    record.contactId(),
                    record.dispositionCode(),
                    record.category(),
                    record.receivedAt()));
      }
    }

    assertThat(UnknownCodes.inDatabase(database)).isEqualTo(EXPECTED);
  }

  private static List<ClassifiedDisposition> records() {
    return List.of(
        record("c1", "777", "unclassified", FIRST),
        record("c2", "777", "unclassified", LAST),
        record("c1", "777", "unclassified", LAST),
        record("c1", "1001", "do_not_call", FIRST),
        record("c3", "778", "unclassified", FIRST));
  }

  private static ClassifiedDisposition record(
      String contact, String code, String category, Instant at) {
    return new ClassifiedDisposition(
        contact + code + at,
        contact,
        code,
        null,
        category,
        Severity.LOW,
        "rule",
        "1",
        "audit",
        1,
        null,
        false,
        at,
        TimeSource.EVENT,
        at,
        null);
  }
}
