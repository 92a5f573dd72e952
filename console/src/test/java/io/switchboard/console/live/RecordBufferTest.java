package io.switchboard.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

final class RecordBufferTest {
  private static final int KEPT = 50;
  private static final int PAGES = 20_000;

  private final RecordBuffer buffer = new RecordBuffer(KEPT, Long.MAX_VALUE);
  private final AtomicBoolean enough = new AtomicBoolean();

  @Test
  void shouldShowEachRecordOnceThoughRecordsArriveWhileThePageIsMade() throws Exception {
    var writing = CompletableFuture.runAsync(this::appendUntilEnough);
    var twice = new ArrayList<Long>();

    for (var i = 0; i < PAGES; i++) {
      var page = buffer.snapshot();
      var newest = page.records().isEmpty() ? 0 : page.records().getLast().sequence();
      buffer.await(page.next(), Duration.ZERO).records().stream()
          .map(LiveRecord::sequence)
          .filter(it -> it <= newest)
          .forEach(twice::add);
    }

    enough.set(true);
    writing.join();
    assertThat(twice).isEmpty();
  }

  private void appendUntilEnough() {
    for (var i = 0; !enough.get(); i++) {
      buffer.append(List.of(new ConsumerRecord<>("t", 0, i, null, null)));
    }
  }
}
