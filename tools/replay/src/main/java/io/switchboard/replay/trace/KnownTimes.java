package io.switchboard.replay.trace;

import io.switchboard.contract.headers.ServiceName;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.LogWindow;
import io.switchboard.replay.reading.OffsetRange;
import io.switchboard.replay.reading.RangeReader;
import io.switchboard.replay.reading.WindowBound;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * The times that the database knows of a subject: a trace reads the topics around them, and need
 * not read them from their beginning.
 *
 * @param call of the call with this id that has an outcome
 * @param consent of its keys; empty when the database may lack decisions
 */
public record KnownTimes(Optional<CallTimes> call, Optional<Consent> consent) {
  /** Nothing is known: everything is read. */
  public static final KnownTimes NONE = new KnownTimes(Optional.empty(), Optional.empty());

  static KnownTimes read(
      Connection connection, KafkaSettings kafka, LogReader reader, Subject subject, Instant now)
      throws SQLException {
    return new KnownTimes(
        CallTimes.read(connection, subject.id()),
        Consent.read(connection, kafka, reader, subject, now));
  }

  /**
   * What the database knows of the consent of a subject.
   *
   * @param first when the first event of each key that has decisions was received
   * @param undecided what was received since then may have no decision in the database yet
   */
  public record Consent(Map<String, Instant> first, Instant undecided) {
    private static final Duration UNDECIDED = Duration.ofHours(24);

    /** An event that was received before another one may be decided after it. */
    private static final Duration EARLIER = Duration.ofHours(1);

    /** The sink writes within seconds; one that is further behind may lack decisions of any age. */
    private static final Duration BEHIND = Duration.ofMinutes(5);

    /** Offsets that are looked through for records: markers of transactions take offsets too. */
    private static final int MAX_UNWRITTEN = 1_000;

    private static final int TIMEOUT_SECONDS = 10;

    private static final String FIRST =
        "SELECT phone_number, min(received_at) FROM dnc_decisions WHERE phone_number = ANY(?) GROUP"
            + " BY 1";

    private static final String OFFSETS =
        "SELECT partition, next_offset FROM kafka_offsets WHERE consumer = ? AND topic = ?";

    public Consent {
      first = Map.copyOf(first);
    }

    /**
     * Empty when the sink has not written all decisions, so that the database may lack old ones.
     */
    static Optional<Consent> read(
        Connection connection, KafkaSettings kafka, LogReader reader, Subject subject, Instant now)
        throws SQLException {
      if (!isComplete(connection, kafka, reader, now)) {
        return Optional.empty();
      }
      try (var select = connection.prepareStatement(FIRST)) {
        select.setQueryTimeout(TIMEOUT_SECONDS);
        select.setArray(1, connection.createArrayOf("text", subject.keys().toArray()));
        var first = new HashMap<String, Instant>();
        try (var rows = select.executeQuery()) {
          while (rows.next()) {
            first.put(rows.getString(1), rows.getTimestamp(2).toInstant());
          }
        }
        return Optional.of(new Consent(first, now.minus(UNDECIDED)));
      }
    }

    private static boolean isComplete(
        Connection connection, KafkaSettings kafka, LogReader reader, Instant now)
        throws SQLException {
      var topic = kafka.topics().dncDecisions().name();
      try (var select = connection.prepareStatement(OFFSETS)) {
        select.setQueryTimeout(TIMEOUT_SECONDS);
        select.setString(1, kafka.prefix().applyTo(ServiceName.SINK_POSTGRES.wireName()));
        select.setString(2, topic);
        var next = new HashMap<Integer, Long>();
        try (var rows = select.executeQuery()) {
          while (rows.next()) {
            next.put(rows.getInt(1), rows.getLong(2));
          }
        }
        return isWritten(reader, reader.partitions(topic), next, now.minus(BEHIND));
      }
    }

    /**
     * Whether a consumer has got past all records of before a time.
     *
     * @param next the offset that it reads next in each partition
     */
    static boolean isWritten(
        LogReader reader,
        List<TopicPartition> partitions,
        Map<Integer, Long> next,
        Instant before) {
      var until = new LogWindow(new WindowBound.Beginning(), new WindowBound.At(before));
      var unwritten =
          reader.ranges(partitions, until, Duration.ZERO).stream()
              .map(range -> range.startingAt(next.getOrDefault(range.partition().partition(), 0L)))
              .filter(range -> range.length() > 0)
              .toList();
      return unwritten.stream().mapToLong(OffsetRange::length).sum() <= MAX_UNWRITTEN
          && hasNoRecord(reader.read(unwritten));
    }

    private static boolean hasNoRecord(RangeReader reading) {
      while (!reading.finished()) {
        if (!reading.poll().isEmpty()) {
          return false;
        }
      }
      return true;
    }

    /** Where to begin to read a partition with records of these keys. */
    public Instant from(Collection<String> keys) {
      return keys.stream()
          .map(first::get)
          .filter(time -> time != null)
          .map(time -> time.minus(EARLIER))
          .filter(time -> time.isBefore(undecided))
          .min(Instant::compareTo)
          .orElse(undecided);
    }
  }
}
