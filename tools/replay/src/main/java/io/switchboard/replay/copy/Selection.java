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
 * The selected records of one topic. Relative times are resolved once, so that a replay that is
 * resumed later selects the same records.
 *
 * @param topic its name on the cluster
 * @param fromTime the first time
 * @param toTime the end time, exclusive
 * @param key only records of this key
 * @param where a filter
 * @param asOf the base of relative times in the filter
 */
public record Selection(
    String topic,
    @Nullable Instant fromTime,
    @Nullable Instant toTime,
    @Nullable String key,
    @Nullable String where,
    Instant asOf) {

  /** All records of a window that match. */
  public static Selection of(
      String topic, LogWindow window, @Nullable String key, @Nullable String where, Instant now) {
    return new Selection(topic, time(window.from()), time(window.to()), key, where, now);
  }

  private static @Nullable Instant time(WindowBound moment) {
    return moment instanceof WindowBound.At(var time) ? time : null;
  }

  /**
   * A predicate on records; offsets are checked elsewhere.
   *
   * @throws io.switchboard.replay.filter.FilterSyntaxException when the filter cannot be parsed
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
