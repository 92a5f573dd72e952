package io.switchboard.pushes.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenOffsetsTest {
  private final OpenOffsets openOffsets = new OpenOffsets();
  private final TopicPartition partition = new TopicPartition("t", 0);

  @BeforeEach
  void open() {
    List.of(4L, 5L, 9L).forEach(offset -> openOffsets.opened(partition, offset));
  }

  @Test
  void shouldKeepTheFirstOpenOffsetWhenALaterOneIsDone() {
    openOffsets.done(partition, 5);

    assertThat(openOffsets.firstOpen(partition)).hasValue(4);
  }

  @Test
  void shouldMoveToTheNextOpenOffset() {
    List.of(5L, 4L).forEach(offset -> openOffsets.done(partition, offset));

    assertThat(openOffsets.firstOpen(partition)).hasValue(9);
  }

  @Test
  void shouldHaveNoneWhenAllAreDone() {
    List.of(9L, 4L, 5L).forEach(offset -> openOffsets.done(partition, offset));

    assertThat(openOffsets.firstOpen(partition)).isEmpty();
  }
}
