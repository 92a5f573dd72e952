package io.switchboard.replay.trace;

import io.switchboard.contract.headers.ServiceName;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.OffsetRange;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

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

    /** A sink that has read nothing for this long, although there is something, stands still. */
    private static final Duration STANDS_STILL = Duration.ofMinutes(5);

    private static final int TIMEOUT_SECONDS = 10;

    private static final String FIRST =
        "SELECT phone_number, min(received_at) FROM dnc_decisions WHERE phone_number = ANY(?) GROUP"
            + " BY 1";

    private static final String OFFSETS =
        "SELECT partition, next_offset, updated_at FROM kafka_offsets WHERE consumer = ? AND topic ="
            + " ?";

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

    private record Position(long next, Instant at) {}

    private static boolean isComplete(
        Connection connection, KafkaSettings kafka, LogReader reader, Instant now)
        throws SQLException {
      var topic = kafka.topics().dncDecisions().name();
      var partitions = reader.partitions(topic);
      try (var select = connection.prepareStatement(OFFSETS)) {
        select.setQueryTimeout(TIMEOUT_SECONDS);
        select.setString(1, kafka.prefix().applyTo(ServiceName.SINK_POSTGRES.wireName()));
        select.setString(2, topic);
        var positions = new HashMap<Integer, Position>();
        try (var rows = select.executeQuery()) {
          while (rows.next()) {
            Timestamp at = rows.getTimestamp(3);
            positions.put(rows.getInt(1), new Position(rows.getLong(2), at.toInstant()));
          }
        }
        Predicate<OffsetRange> written =
            range -> {
              var position = positions.get(range.partition().partition());
              return range.length() == 0
                  || (position != null
                      && (position.next() >= range.to()
                          || position.at().isAfter(now.minus(STANDS_STILL))));
            };
        return reader.last(partitions, Long.MAX_VALUE / 2).stream().allMatch(written);
      }
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
