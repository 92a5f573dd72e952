package io.switchboard.sink.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.headers.Redrive;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.sink.mapping.MappingFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who has had a record does not have it again, only because another refused it. */
final class RedrivenRecordsTest {
  private static final TopicPartition CONTACTS = new TopicPartition("cxone.contact-events", 0);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sink-postgres contact_records       | 1",
        "sink-postgres contact_records.email | 1",
        "sink-postgres another, contact_records.email | 1",
        "sink-postgres another               | 0",
        "sink-postgres cxone contact         | 0",
        "dnc-streams normalise-webhook       | 0",
      })
  void shouldReadOnlyWhatATableOfItsOwnRefused(String to, int rows) {
    var headers = new RecordHeaders();
    headers.add(Redrive.TO, to.getBytes(UTF_8));
    var record =
        new ConsumerRecord<>(
            CONTACTS.topic(),
            0,
            7,
            1L,
            TimestampType.CREATE_TIME,
            0,
            0,
            "c-1".getBytes(UTF_8),
            "{\"id\":\"c-1\"}".getBytes(UTF_8),
            headers,
            Optional.empty());
    var parser = new RecordParser(MappingFile.shipped(), TopicPrefix.NONE);

    var parsed = parser.parse(new ConsumerRecords<>(Map.of(CONTACTS, List.of(record)), Map.of()));

    assertThat(parsed.rows()).hasSize(rows);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cxone.contact-events", "dnc.registry", "dispositions.classified"})
  void shouldStoreTheOffsetOfARecordThatNoTableWantsAlthoughNoOtherFollows(String topic)
      throws Exception {
    try (var rig = SinkRig.start()) {
      rig.loop();
      var headers = new RecordHeaders();
      headers.add(Redrive.TO, "sink-postgres cxone outbound".getBytes(UTF_8));

      rig.send(
          rig.kafka.prefix().applyTo(topic), "k".getBytes(UTF_8), "{}".getBytes(UTF_8), headers);

      rig.awaitDrained();
      assertThat(rig.deadLetters()).isEmpty();
    }
  }
}
