package io.switchboard.pushes.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OpenOffsetsTest {
  @Test
  void shouldNotCommitBeyondTheFirstOpenOffset() {
    var ledger = new Ledger();
    var partition = new TopicPartition("t", 0);
    List.of(4L, 5L, 9L).forEach(offset -> ledger.opened(partition, offset));

    ledger.done(partition, 5);
    assertThat(ledger.firstOpen(partition)).hasValue(4);
    ledger.done(partition, 4);
    assertThat(ledger.firstOpen(partition)).hasValue(9);
    ledger.done(partition, 9);
    assertThat(ledger.firstOpen(partition)).isEmpty();
  }
}
