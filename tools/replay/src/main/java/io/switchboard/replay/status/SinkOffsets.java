package io.switchboard.replay.status;

import io.switchboard.contract.headers.ServiceName;
import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.settings.SqlState;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * The offsets of the sink, which are rows of PostgreSQL and unknown to Kafka.
 *
 * @param consumer the name under which they are stored; also the sink's group
 * @param next the next offset of each partition
 * @param problem empty, or why they could not be read
 */
record SinkOffsets(String consumer, Map<TopicPartition, Long> next, String problem) {
  private static final String SERVICE = ServiceName.SINK_POSTGRES.wireName();
  private static final int TIMEOUT_SECONDS = 3;
  private static final String SELECT =
      "SELECT topic, partition, next_offset FROM kafka_offsets WHERE consumer = ?";

  static SinkOffsets read(Optional<DatabaseSettings> database, KafkaSettings kafka) {
    var consumer = kafka.prefix().applyTo(SERVICE);
    if (database.isEmpty()) {
      return new SinkOffsets(consumer, Map.of(), "set DATABASE_URL to see the lag of the sink");
    }
    try (var connection = database.get().connect("status");
        var select = connection.prepareStatement(SELECT)) {
      select.setQueryTimeout(TIMEOUT_SECONDS);
      select.setString(1, consumer);
      var next = new HashMap<TopicPartition, Long>();
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          next.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
        }
      }
      return new SinkOffsets(consumer, next, "");
    } catch (SQLException e) {
      return new SinkOffsets(consumer, Map.of(), problem(e));
    }
  }

  private static String problem(SQLException e) {
    return SqlState.isUndefinedTable(e)
        ? "the tables do not exist yet; the first start of sink-postgres creates them"
        : "PostgreSQL does not answer (SQLSTATE " + e.getSQLState() + "); check DATABASE_URL";
  }
}
