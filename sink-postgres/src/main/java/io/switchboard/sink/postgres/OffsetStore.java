package io.switchboard.sink.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The table {@code kafka_offsets}: the offsets of one consumer. */
final class OffsetStore {
  private static final Comparator<OffsetSpan> LOCK_ORDER =
      Comparator.comparing(OffsetSpan::topicId).thenComparingInt(OffsetSpan::partition);

  private static final String REGISTER =
      """
      INSERT INTO kafka_offsets (consumer, topic_id, partition, topic, next_offset)
      SELECT ?, r.* FROM unnest(?::text[], ?::int4[], ?::text[], ?::int8[]) AS r
      ON CONFLICT DO NOTHING\
      """;

  private static final String READ =
      """
      SELECT topic_id, partition, next_offset FROM kafka_offsets
      WHERE consumer = ? AND topic_id = ANY (?::text[])\
      """;

  /**
   * Compare-and-set of all spans, with the rows locked in order. A row that another instance moved
   * is missing in the count.
   */
  private static final String ADVANCE =
      """
      WITH ranges AS (
        SELECT * FROM unnest(?::text[], ?::int4[], ?::int8[], ?::int8[])
          AS r(topic_id, partition, begin_offset, end_offset)),
      mine AS (
        SELECT k.topic_id, k.partition, r.end_offset
        FROM kafka_offsets k JOIN ranges r USING (topic_id, partition)
        WHERE k.consumer = ? AND k.next_offset = r.begin_offset
        ORDER BY k.topic_id, k.partition
        FOR UPDATE OF k)
      UPDATE kafka_offsets k SET next_offset = mine.end_offset, updated_at = now()
      FROM mine
      WHERE k.consumer = ? AND k.topic_id = mine.topic_id AND k.partition = mine.partition\
      """;

  private final String consumer;

  OffsetStore(String consumer) {
    this.consumer = consumer;
  }

  /** The state of a batch in the store. */
  enum Standing {
    BEFORE,
    COMMITTED,
    MOVED_BY_OTHERS
  }

  /**
   * The start offsets by topic id and partition; a new partition starts at the begin of its span.
   */
  Map<String, Long> open(Connection connection, Collection<OffsetSpan> ranges) throws SQLException {
    var sorted = ranges.stream().sorted(LOCK_ORDER).toList();
    try (var insert = connection.prepareStatement(REGISTER)) {
      insert.setString(1, consumer);
      texts(insert, 2, sorted.stream().map(OffsetSpan::topicId).toArray(String[]::new));
      partitions(insert, 3, sorted);
      texts(insert, 4, sorted.stream().map(OffsetSpan::topic).toArray(String[]::new));
      longs(insert, 5, sorted.stream().map(OffsetSpan::begin).toArray(Long[]::new));
      insert.executeUpdate();
    }
    return read(connection, ranges);
  }

  /** The stored offsets of the spans' topics, under {@link #id}. */
  Map<String, Long> read(Connection connection, Collection<OffsetSpan> ranges) throws SQLException {
    try (var select = connection.prepareStatement(READ)) {
      select.setString(1, consumer);
      texts(select, 2, ranges.stream().map(OffsetSpan::topicId).distinct().toArray(String[]::new));
      var stored = new HashMap<String, Long>();
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          stored.put(rows.getString(1) + "-" + rows.getInt(2), rows.getLong(3));
        }
      }
      return stored;
    }
  }

  static String id(OffsetSpan range) {
    return range.topicId() + "-" + range.partition();
  }

  /** Whether all offsets were at the begin of the batch and are now, uncommitted, at its end. */
  boolean advance(Connection connection, Collection<OffsetSpan> ranges) throws SQLException {
    var sorted = ranges.stream().sorted(LOCK_ORDER).toList();
    try (var update = connection.prepareStatement(ADVANCE)) {
      texts(update, 1, sorted.stream().map(OffsetSpan::topicId).toArray(String[]::new));
      partitions(update, 2, sorted);
      longs(update, 3, sorted.stream().map(OffsetSpan::begin).toArray(Long[]::new));
      longs(update, 4, sorted.stream().map(OffsetSpan::end).toArray(Long[]::new));
      update.setString(5, consumer);
      update.setString(6, consumer);
      return update.executeUpdate() == ranges.size();
    }
  }

  /** Whether a batch was committed whose commit was not answered. */
  Standing lookUp(Connection connection, Collection<OffsetSpan> ranges) throws SQLException {
    var stored = read(connection, ranges);
    if (ranges.stream().allMatch(range -> isAt(stored, range, range.end()))) {
      return Standing.COMMITTED;
    }
    return ranges.stream().allMatch(range -> isAt(stored, range, range.begin()))
        ? Standing.BEFORE
        : Standing.MOVED_BY_OTHERS;
  }

  private static boolean isAt(Map<String, Long> stored, OffsetSpan range, long offset) {
    var at = stored.get(id(range));
    return at != null && at == offset;
  }

  private static void texts(PreparedStatement statement, int index, String[] values)
      throws SQLException {
    statement.setArray(index, statement.getConnection().createArrayOf("text", values));
  }

  private static void longs(PreparedStatement statement, int index, Long[] values)
      throws SQLException {
    statement.setArray(index, statement.getConnection().createArrayOf("int8", values));
  }

  private static void partitions(PreparedStatement statement, int index, List<OffsetSpan> ranges)
      throws SQLException {
    var values = ranges.stream().map(OffsetSpan::partition).toArray(Integer[]::new);
    statement.setArray(index, statement.getConnection().createArrayOf("int4", values));
  }
}
