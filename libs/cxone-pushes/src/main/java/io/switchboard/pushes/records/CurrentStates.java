package io.switchboard.pushes.records;

import io.switchboard.contract.event.PushAnswer.PushKind;
import io.switchboard.pushes.state.Push;
import io.switchboard.pushes.state.StateOrder;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks whether a state that was written again, by a redrive or a replay, is still the newest of
 * its key. PostgreSQL is the reference after it has stored the log up to that record, because its
 * tables then contain every newer state before it.
 */
public final class CurrentStates {
  private static final Logger LOG = LoggerFactory.getLogger(CurrentStates.class);

  /** A topic that was created again has several rows; the largest one counts. */
  private static final String POSITIONS =
      """
      select partition, next_offset from kafka_offsets
      where consumer = ? and topic = ? order by updated_at
      """;

  private final ConnectionSource database;
  private final String consumer;

  /**
   * @param consumer the name under which the offsets of the tables are stored
   */
  public CurrentStates(ConnectionSource database, String consumer) {
    this.database = database;
    this.consumer = consumer;
  }

  /**
   * The result for some pushes.
   *
   * @param overtaken a newer state of the key exists
   * @param unknown cannot be decided yet: PostgreSQL does not answer or has not stored the record
   */
  public record CheckResult(Set<Push> overtaken, Set<Push> unknown) {}

  private record Row(String eventId, StateOrder order) {}

  /** Looks up pushes of one kind. */
  public CheckResult check(PushKind kind, Collection<Push> pushes) {
    try (var connection = database.connect()) {
      var unknown = new HashSet<Push>();
      for (var push : pushes) {
        var position = positions(connection, push.partition().topic()).get(push.partition());
        if (position == null || position <= push.source().offset()) {
          unknown.add(push);
        }
      }
      var rows = rows(connection, kind, pushes.stream().map(Push::key).toList());
      var overtaken = new HashSet<Push>();
      for (var push : pushes) {
        if (isNewer(rows.get(push.key()), push)) {
          overtaken.add(push);
        }
      }
      unknown.removeAll(overtaken);
      return new CheckResult(overtaken, unknown);
    } catch (SQLException e) {
      LOG.info(
          "Cannot check {} redriven or replayed states, retrying: SQLSTATE {}",
          pushes.size(),
          e.getSQLState());
      return new CheckResult(Set.of(), Set.copyOf(pushes));
    }
  }

  private static boolean isNewer(@Nullable Row row, Push push) {
    return row != null
        && !row.eventId().equals(push.eventId())
        && row.order().compareTo(push.order()) > 0;
  }

  private Map<TopicPartition, Long> positions(Connection connection, String topic)
      throws SQLException {
    var positions = new HashMap<TopicPartition, Long>();
    try (var query = connection.prepareStatement(POSITIONS)) {
      query.setString(1, consumer);
      query.setString(2, topic);
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          positions.put(new TopicPartition(topic, rows.getInt(1)), rows.getLong(2));
        }
      }
    }
    return positions;
  }

  private static Map<String, Row> rows(Connection connection, PushKind kind, List<String> keys)
      throws SQLException {
    var found = new HashMap<String, Row>();
    try (var query = connection.prepareStatement(statement(kind))) {
      query.setArray(1, connection.createArrayOf("text", keys.toArray(String[]::new)));
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          var time = rows.getObject(3, OffsetDateTime.class).toInstant();
          var order = new StateOrder(time, rows.getBoolean(4), rows.getLong(5));
          found.put(rows.getString(1), new Row(rows.getString(2), order));
        }
      }
    }
    return found;
  }

  private static String statement(PushKind kind) {
    return switch (kind) {
      case CONTACT ->
          """
          select contact_id, event_id, least(event_time, received_at), false, revision
          from dispositions_current where contact_id = any (?::text[])
          """;
      case INTERACTION ->
          """
          select call_id, '', ended_at, false, 0
          from ivr_outcomes where call_id = any (?::text[])
          """;
      case OUTBOUND ->
          """
          select phone_number, event_id, least(event_time, received_at), do_not_call, chain_length
          from dnc_registry where phone_number = any (?::text[])
          """;
    };
  }
}
