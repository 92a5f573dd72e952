package io.switchboard.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BatchLimitsTest {
  private final BatchLimits limits = new BatchLimits(500, Duration.ofMillis(180), 5_000, 1 << 20);

  @ParameterizedTest
  @CsvSource({"0, 0", "4, 36", "20, 180", "21, 180", "60000, 180"})
  void shouldWaitNineTimesAsLongAsTheLastWriteTookAtMostTheInterval(long write, long expected) {
    var age = limits.maxAge(TimeUnit.MILLISECONDS.toNanos(write));

    assertThat(TimeUnit.NANOSECONDS.toMillis(age)).isEqualTo(expected);
  }

  @Test
  void shouldWaitForTheIntervalBeforeTheFirstWrite() {
    assertThat(limits.maxAge(Long.MAX_VALUE)).isEqualTo(Duration.ofMillis(180).toNanos());
  }

  @Test
  void shouldNotWriteOffsetsAlone() {
    var batch = new Batch(0);
    batch.cover(new TopicPartition("t", 0), () -> new OffsetSpan("id", 0, "t", 5, 5), 7);

    var wait = limits.untilRipe(batch, System.nanoTime(), 0);

    assertThat(wait).isPositive(); // transaction markers and aborted records
  }
}
