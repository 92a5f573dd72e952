package io.switchboard.ingress.lookup.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Measurements of a pipeline that goes on meanwhile, through outages and catch-ups. */
final class PipelineLagPropertyTest {
  private static final int MEASUREMENTS = 1_000;
  private static final Duration TOLERATED = Duration.ofSeconds(60);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void shouldNeverMeasureLessThanTheAgeOfWhatIsMissing(long seed) throws Exception {
    var pipeline = new SimulatedPipeline(new Random(seed));
    var steps = new Random(-seed);
    var lag = new PipelineLag(pipeline, TOLERATED);
    for (var i = 0; i < MEASUREMENTS; i++) {
      pipeline.run(steps.nextInt(60));
      var now = pipeline.now();
      var missingBefore = pipeline.oldestMissing();

      var measured = lag.measure(now);

      assertThat(measured)
          .as("measurement %d, seed %d", i, seed)
          .isGreaterThanOrEqualTo(age(pipeline.oldestMissing(), now))
          .isLessThanOrEqualTo(age(missingBefore, now));
    }
  }

  /** Not before now, for what was received during the measurement. */
  private static Duration age(Instant receivedAt, Instant now) {
    return receivedAt.isAfter(now) ? Duration.ZERO : Duration.between(receivedAt, now);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldKnowTheOldestUnreadRecordHoweverTimesAreOrdered(long seed) {
    var random = new Random(seed);
    var timestamps = new ArrayList<Long>();
    var unread = new OldestUnread();
    var next = 0;
    for (var i = 0; i < 1_000; i++) {
      var timestamp = random.nextLong(1_000);
      unread.add(timestamps.size(), timestamp);
      timestamps.add(timestamp);
      next += random.nextInt(timestamps.size() - next + 1) / 4;
      unread.readerAt(next);

      assertThat(unread.oldest())
          .isEqualTo(
              timestamps.subList(next, timestamps.size()).stream()
                  .min(Long::compare)
                  .map(Instant::ofEpochMilli));
    }
  }

  @Test
  void shouldStartAnewWhenTheReaderGoesBack() {
    var unread = new OldestUnread();
    unread.readerAt(5);
    unread.add(5, 50);

    unread.readerAt(2);

    assertThat(unread.oldest()).isEmpty();
    assertThat(unread.scannedTo()).isEqualTo(2);
  }
}
