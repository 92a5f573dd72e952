package io.switchboard.pushes.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OpenOffsetsTest {
  @Test
  void shouldNotCommitBeyondTheFirstOpenOffset() {
    var openOffsets = new OpenOffsets();
    var partition = new TopicPartition("t", 0);
    List.of(4L, 5L, 9L).forEach(offset -> openOffsets.opened(partition, offset));

    openOffsets.done(partition, 5);
    assertThat(openOffsets.firstOpen(partition)).hasValue(4);
    openOffsets.done(partition, 4);
    assertThat(openOffsets.firstOpen(partition)).hasValue(9);
    openOffsets.done(partition, 9);
    assertThat(openOffsets.firstOpen(partition)).isEmpty();
  }
}
