package io.switchboard.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NonNegativeTimestampTest {
  @ParameterizedTest
  @CsvSource({"1000, 5, 1000", "0, 5, 0", "-1, 5, 5", "-1, -1, 0"})
  void shouldGiveEveryRecordATime(long timestamp, long partitionTime, long expected) {
    assertThat(new NonNegativeTimestamp().extract(record(timestamp), partitionTime))
        .isEqualTo(expected);
  }

  private static ConsumerRecord<Object, Object> record(long timestamp) {
    return new ConsumerRecord<>(
        "in",
        0,
        0,
        timestamp,
        timestamp < 0 ? TimestampType.NO_TIMESTAMP_TYPE : TimestampType.CREATE_TIME,
        0,
        0,
        "k",
        "v",
        new RecordHeaders(),
        Optional.empty());
  }
}
