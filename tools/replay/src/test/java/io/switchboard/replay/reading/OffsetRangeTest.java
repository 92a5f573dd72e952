package io.switchboard.replay.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Ranges around single offsets. */
final class OffsetRangeTest {
  private static final TopicPartition FIRST = new TopicPartition("t", 0);
  private static final TopicPartition SECOND = new TopicPartition("t", 1);

  @Test
  void shouldJoinNearOffsetsAndReadEachPartitionOnceAtATime() {
    var readings = OffsetRange.near(Map.of(FIRST, List.of(500L, 3L, 8L), SECOND, List.of(7L)), 10);

    assertThat(readings).hasSize(2);
    assertThat(readings.getFirst())
        .containsExactlyInAnyOrder(new OffsetRange(FIRST, 3, 9), new OffsetRange(SECOND, 7, 8));
    assertThat(readings.getLast()).containsExactly(new OffsetRange(FIRST, 500, 501));
  }

  @Test
  void shouldReadNothingWithoutOffsets() {
    var readings = OffsetRange.near(Map.of(), 10);

    assertThat(readings).isEmpty();
  }
}
