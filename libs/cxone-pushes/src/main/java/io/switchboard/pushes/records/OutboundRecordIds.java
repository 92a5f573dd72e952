package io.switchboard.pushes.records;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.switchboard.cxone.rest.CxoneCall.OutboundContact;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * CXone's ids of the records of numbers. With its id, a number is sent as an upsert in a batch of
 * up to a hundred; without, a conflict has to be found by bisection and sent again.
 *
 * <p>An id is learned from a conflict, cached, written with the push's answer, and read back from
 * PostgreSQL. Without the database, pushes are correct but slower. Thread-safe.
 */
public final class OutboundRecordIds {
  private static final Logger LOG = LoggerFactory.getLogger(OutboundRecordIds.class);

  private static final int MAX_NUMBERS = 100_000;

  /** After a failure the database is not queried for a while: pushes do not wait for it. */
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(30);

  private static final String IDS =
      """
      select distinct on (key) key, record_id
      from cxone_pushes
      where kind = 'outbound' and record_id is not null and key = any (?::text[])
      order by key, answered_at desc
      """;

  private final ConnectionSource database;
  private final Cache<String, Optional<String>> ids =
      Caffeine.newBuilder().maximumSize(MAX_NUMBERS).build();
  private volatile long retryAt = System.nanoTime();

  public OutboundRecordIds(ConnectionSource database) {
    this.database = database;
  }

  /** Reads ids that are not cached, if the database is available. */
  public void lookUp(Collection<String> numbers) {
    var unknown = unknown(numbers);
    if (unknown.isEmpty()) {
      return;
    }
    try {
      var found = read(unknown);
      unknown.forEach(n -> ids.asMap().putIfAbsent(n, Optional.ofNullable(found.get(n))));
    } catch (SQLException e) {
      LOG.debug(
          "Cannot read CXone's record ids; continuing without them: SQLSTATE {}", e.getSQLState());
      retryAt = System.nanoTime() + RETRY_INTERVAL.toNanos();
    }
  }

  private List<String> unknown(Collection<String> numbers) {
    return System.nanoTime() - retryAt < 0
        ? List.of()
        : numbers.stream().filter(number -> ids.getIfPresent(number) == null).toList();
  }

  private Map<String, String> read(List<String> numbers) throws SQLException {
    try (var connection = database.connect();
        var query = connection.prepareStatement(IDS)) {
      query.setArray(1, connection.createArrayOf("text", numbers.toArray(String[]::new)));
      var found = new LinkedHashMap<String, String>();
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          found.put(rows.getString(1), rows.getString(2));
        }
      }
      return found;
    }
  }

  /** The contacts for the request; known ones contain the id of their record. */
  public List<OutboundContact> withRecordIds(List<OutboundContact> contacts) {
    var withRecordIds = new ArrayList<OutboundContact>(contacts.size());
    for (var contact : contacts) {
      var id = id(contact.phoneNumber());
      withRecordIds.add(id == null ? contact : contact.upsert(id));
    }
    return withRecordIds;
  }

  /** CXone's id of the number's record, if it is known. */
  public @Nullable String id(String number) {
    var id = ids.getIfPresent(number);
    return id == null ? null : id.orElse(null);
  }

  /** CXone has returned this id. */
  public void remember(String number, String id) {
    ids.put(number, Optional.of(id));
  }

  /** The id is no longer valid; returns whether there was one. */
  public boolean forget(String number) {
    var before = ids.asMap().put(number, Optional.empty());
    return before != null && before.isPresent();
  }
}
