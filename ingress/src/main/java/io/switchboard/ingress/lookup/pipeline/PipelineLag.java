package io.switchboard.ingress.lookup.pipeline;

import io.switchboard.ingress.lookup.pipeline.PipelineView.Unread;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.TopicPartition;

/**
 * The age of the oldest record between ingress and PostgreSQL that may hold an opt-in or opt-out.
 *
 * <p>Every stage takes a record from its input and writes its result to the next topic in one
 * transaction. The readers' positions are read before the ends of the partitions: what a position
 * has passed is then below an end of the next stage, so that no record falls between two stages. A
 * record's age is that of its own timestamp, which derived records inherit: after an outage a
 * record that was written a moment ago can be hours old.
 */
final class PipelineLag {
  private final PipelineView pipeline;
  private final Duration tolerated;

  /**
   * @param tolerated a lag above this is not measured exactly
   */
  PipelineLag(PipelineView pipeline, Duration tolerated) {
    this.pipeline = pipeline;
    this.tolerated = tolerated;
  }

  /**
   * The age of the oldest record that has not come through; zero when every record has.
   *
   * @param now the time of the measurement, taken before it
   * @throws SQLException PostgreSQL does not answer
   * @throws ExecutionException Kafka refuses
   * @throws TimeoutException Kafka does not answer, or more is unread than can be looked through
   */
  Duration measure(Instant now) throws SQLException, ExecutionException, TimeoutException {
    var positions = pipeline.positions();
    var unread = new HashMap<TopicPartition, Unread>();
    pipeline
        .bounds()
        .forEach(
            (partition, bounds) -> {
              var next = Math.max(bounds.begin(), positions.getOrDefault(partition, 0L));
              if (next < bounds.end()) {
                unread.put(partition, new Unread(next, bounds.end()));
              }
            });
    var enough = now.minus(tolerated);
    return pipeline.oldest(unread, enough).values().stream()
        .filter(now::isAfter)
        .min(Instant::compareTo)
        .map(oldest -> Duration.between(oldest, now))
        .orElse(Duration.ZERO);
  }
}
