package io.switchboard.sink.mapping.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

final class RecordSnapshotTest {
  @Test
  void shouldGiveBackEveryHeaderByteForByteAndInOrder() {
    var headers = new RecordHeaders();
    headers.add("ce_id", "e1".getBytes(UTF_8));
    headers.add("twice", new byte[] {0, -1, 127});
    headers.add("none", null);
    headers.add("empty", new byte[0]);
    headers.add("twice", "ü".getBytes(UTF_8));

    var snapshot = RecordSnapshot.of(record(headers));

    assertThat(snapshot.headers()).isEqualTo(headers);
    assertThat(snapshot.headers()).isNotSameAs(snapshot.headers());
  }

  @Test
  void shouldKeepRecordsOfManyShapesApart() {
    for (var i = 0; i < 300; i++) {
      var headers = new RecordHeaders();
      headers.add("name-" + i, Integer.toString(i).getBytes(UTF_8));

      assertThat(RecordSnapshot.of(record(headers)).headers()).isEqualTo(headers);
    }
  }

  @Test
  void shouldTellWhereItComesFromWithoutItsContents() {
    var snapshot = RecordSnapshot.of(record(new RecordHeaders()));

    assertThat(snapshot).hasToString("contacts-3@42");
    assertThat(snapshot.size()).isEqualTo("keyvalue".length());
    assertThat(snapshot.headers()).isEmpty();
  }

  private static ConsumerRecord<byte[], byte[]> record(Headers headers) {
    return new ConsumerRecord<>(
        "contacts",
        3,
        42,
        0,
        TimestampType.CREATE_TIME,
        3,
        5,
        "key".getBytes(UTF_8),
        "value".getBytes(UTF_8),
        headers,
        Optional.empty());
  }
}
