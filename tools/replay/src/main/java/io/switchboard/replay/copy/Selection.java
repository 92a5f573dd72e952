package io.switchboard.replay.copy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.switchboard.replay.filter.Filter;
import io.switchboard.replay.reading.LogWindow;
import io.switchboard.replay.reading.WindowBound;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Which records of one topic, said once and for all: what was relative to now is resolved, so that
 * a replay that is resumed tomorrow means the same records.
 *
 * @param topic its name on the cluster
 * @param fromTime the first time that is wanted
 * @param toTime the first that is not
 * @param key all records of one key
 * @param where a filter
 * @param asOf what the filter's relative times count from
 */
public record Selection(
    String topic,
    @Nullable Instant fromTime,
    @Nullable Instant toTime,
    @Nullable String key,
    @Nullable String where,
    Instant asOf) {

  /** Everything of a window that fits. */
  public static Selection of(
      String topic, LogWindow window, @Nullable String key, @Nullable String where, Instant now) {
    return new Selection(topic, time(window.from()), time(window.to()), key, where, now);
  }

  private static @Nullable Instant time(WindowBound moment) {
    return moment instanceof WindowBound.At(var time) ? time : null;
  }

  /**
   * Looks at records; offsets are none of its business.
   *
   * @throws io.switchboard.replay.filter.FilterSyntaxException when the filter cannot be read
   */
  @JsonIgnore
  public Predicate<ConsumerRecord<byte[], byte[]>> predicate() {
    Predicate<ConsumerRecord<byte[], byte[]>> wanted = this::inTime;
    if (key != null) {
      var bytes = key.getBytes(StandardCharsets.UTF_8);
      wanted = wanted.and(record -> Arrays.equals(record.key(), bytes));
    }
    return where == null ? wanted : wanted.and(Filter.parse(where, asOf));
  }

  private boolean inTime(ConsumerRecord<byte[], byte[]> record) {
    return (fromTime == null || record.timestamp() >= fromTime.toEpochMilli())
        && (toTime == null || record.timestamp() < toTime.toEpochMilli());
  }
}
