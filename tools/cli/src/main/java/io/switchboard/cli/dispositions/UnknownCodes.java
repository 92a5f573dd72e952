package io.switchboard.cli.dispositions;

import io.switchboard.contract.event.disposition.ClassifiedDisposition;
import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.Topics;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Finds unknown codes in the table of call results, or on the topic. */
final class UnknownCodes {
  private static final String UNCLASSIFIED = "unclassified";
  private static final Comparator<UnknownCode> BY_COUNT_DESCENDING =
      Comparator.comparingLong(UnknownCode::results).reversed().thenComparing(UnknownCode::code);

  private UnknownCodes() {}

  static List<UnknownCode> inDatabase(DatabaseSettings database) throws SQLException {
    var codes = new ArrayList<UnknownCode>();
    try (var connection = database.connect("dispositions");
        var query =
            connection.prepareStatement(
                "SELECT disposition_code, count(*), count(DISTINCT contact_id),"
                    + " min(received_at), max(received_at) FROM dispositions"
                    + " WHERE category = ? GROUP BY disposition_code")) {
      query.setString(1, UNCLASSIFIED);
      var rows = query.executeQuery();
      while (rows.next()) {
        codes.add(
            new UnknownCode(
                rows.getString(1),
                rows.getLong(2),
                rows.getLong(3),
                rows.getTimestamp(4).toInstant(),
                rows.getTimestamp(5).toInstant()));
      }
    }
    codes.sort(BY_COUNT_DESCENDING);
    return codes;
  }

  static List<UnknownCode> onTopic(KafkaSettings kafka) {
    var tallies = new HashMap<String, Tally>();
    var topic = new Topics(kafka.prefix()).dispositionsClassified();
    try (var consumer =
        new KafkaConsumer<>(
            kafka.clientProperties(Map.of("isolation.level", "read_committed")),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (var record : consumer.poll(Duration.ofMillis(500))) {
          topic
              .valueOf(record)
              .filter(it -> it.category().equals(UNCLASSIFIED))
              .ifPresent(
                  it -> tallies.computeIfAbsent(it.dispositionCode(), _ -> new Tally()).add(it));
        }
      }
    }
    return tallies.entrySet().stream()
        .map(entry -> entry.getValue().of(entry.getKey()))
        .sorted(BY_COUNT_DESCENDING)
        .toList();
  }

  private static final class Tally {
    private final Set<String> contacts = new HashSet<>();
    private long results;
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;

    void add(ClassifiedDisposition record) {
      results++;
      contacts.add(record.contactId());
      first = record.receivedAt().isBefore(first) ? record.receivedAt() : first;
      last = record.receivedAt().isAfter(last) ? record.receivedAt() : last;
    }

    UnknownCode of(String code) {
      return new UnknownCode(code, results, contacts.size(), first, last);
    }
  }
}
