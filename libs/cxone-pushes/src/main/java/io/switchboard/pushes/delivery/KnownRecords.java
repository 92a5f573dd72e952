package io.switchboard.pushes.delivery;

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
 * The ids by which CXone knows numbers: a number whose id is known goes as an upsert with a hundred
 * others, instead of being found by halves of a batch and sent again by itself.
 *
 * <p>An id is learned from a conflict, kept in memory, written with the push's answer, and read
 * back from PostgreSQL. Without the database nothing is wrong, only slower. Safe for all threads.
 */
public final class KnownRecords {
  private static final Logger LOG = LoggerFactory.getLogger(KnownRecords.class);

  /** Numbers in memory; the least recently used ones go. */
  private static final int MOST = 100_000;

  /** A database that did not answer is left alone for a while: pushes do not wait for it. */
  private static final Duration REST = Duration.ofSeconds(30);

  private static final String IDS =
      """
      select distinct on (key) key, record_id
      from cxone_pushes
      where kind = 'outbound' and record_id is not null and key = any (?::text[])
      order by key, answered_at desc
      """;

  private final ConnectionSource database;
  private final Map<String, Optional<String>> ids = new LeastRecentlyUsed();
  private long restUntil = System.nanoTime();

  public KnownRecords(ConnectionSource database) {
    this.database = database;
  }

  /** Looks up those that memory knows nothing of, if the database can be asked. */
  public void look(Collection<String> numbers) {
    var unknown = unknown(numbers);
    if (unknown.isEmpty()) {
      return;
    }
    try {
      var found = read(unknown);
      synchronized (this) {
        unknown.forEach(n -> ids.putIfAbsent(n, Optional.ofNullable(found.get(n))));
      }
    } catch (SQLException e) {
      LOG.debug("CXone's record ids cannot be read now: SQLSTATE {}", e.getSQLState());
      synchronized (this) {
        restUntil = System.nanoTime() + REST.toNanos();
      }
    }
  }

  private synchronized List<String> unknown(Collection<String> numbers) {
    return System.nanoTime() - restUntil < 0
        ? List.of()
        : numbers.stream().filter(number -> !ids.containsKey(number)).toList();
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

  /** The contacts as CXone wants them: those that it knows name their record. */
  List<OutboundContact> named(List<OutboundContact> contacts) {
    var named = new ArrayList<OutboundContact>(contacts.size());
    for (var contact : contacts) {
      var id = id(contact.phoneNumber());
      named.add(id == null ? contact : contact.upsert(id));
    }
    return named;
  }

  /** CXone's id of the number's record, if it is known. */
  public synchronized @Nullable String id(String number) {
    var id = ids.get(number);
    return id == null ? null : id.orElse(null);
  }

  /** CXone told the id. */
  public synchronized void learned(String number, String id) {
    ids.put(number, Optional.of(id));
  }

  /** The id does not hold any more; whether there was one. */
  synchronized boolean forgot(String number) {
    var before = ids.put(number, Optional.empty());
    return before != null && before.isPresent();
  }

  private static final class LeastRecentlyUsed extends LinkedHashMap<String, Optional<String>> {
    private static final long serialVersionUID = 1;

    private LeastRecentlyUsed() {
      super(256, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Optional<String>> eldest) {
      return size() > MOST;
    }
  }
}
