package io.switchboard.bench.console;

import io.switchboard.contract.settings.DatabaseSettings;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.flywaydb.core.Flyway;

/** The rows that the calls of a feed leave in PostgreSQL, one in each table. */
record ConsoleRows(DatabaseSettings database, ConsoleFeed feed) {
  private static final String AT =
      " (?::timestamptz + (?::timestamptz - ?::timestamptz) * n / greatest(1, ?)) ";
  private static final String CALLS =
      " FROM generate_series(0, ? - 1) n, LATERAL (SELECT" + AT + "AS at) t";

  private static final List<String> STATEMENTS =
      List.of(
          """
          INSERT INTO ivr_outcomes SELECT 'call-' || n,
            (ARRAY['completed', 'timed_out', 'transferred', 'hung_up', 'abandoned'])[1 + n % 5],
            'selection', '["1","A","1"]',
            (ARRAY['["main_menu"]', '["main_menu","department"]',
              '["main_menu","department","confirm"]']::jsonb[])[1 + n % 3],
            at, at + interval '4 seconds', 4000, '+1201' || lpad((2000000 + n)::text, 7, '0'),
            'gold', 'MENU', 'menu'\
          """
              .replace("MENU", ConsoleFeed.definition()),
          """
          INSERT INTO dispositions SELECT 'e' || n, 'contact-' || n, (2001 + n % 7)::text,
            'answered',
            (ARRAY['do_not_call', 'callback_later', 'qualified_lead', 'unclassified'])[1 + n % 4],
            (ARRAY['critical', 'medium', 'medium', 'low'])[1 + n % 4], 'rule', '1',
            'Disposition mapped', 1, NULL, false, at, 'event', at, NULL\
          """,
          """
          INSERT INTO cxone_pushes SELECT 'p' || n,
            (ARRAY['contact', 'interaction', 'outbound'])[1 + n % 3],
            (ARRAY['contact-', 'call-', '+1201'])[1 + n % 3] || n, 'e' || n,
            CASE WHEN n % 50 = 0 THEN 'dead_lettered' ELSE 'confirmed' END,
            CASE WHEN n % 50 = 0 THEN 404 ELSE 200 END, 1, at, at + interval '1 second',
            100 + n % 400, NULL\
          """,
          """
          INSERT INTO dnc_decisions SELECT 'd' || n, 'e' || n,
            CASE WHEN n % 100 = 0 THEN 'contact:' || n
              ELSE '+1201' || lpad((2000000 + n)::text, 7, '0') END,
            CASE WHEN n % 100 = 0 THEN 'unresolved' WHEN n % 100 = 1 THEN 'quarantined'
              ELSE 'applied' END,
            CASE WHEN n % 100 = 1 THEN 'optIn' ELSE 'optOut' END, at, at, at, 'webhook', true,
            'later-wins', '9', NULL, NULL, 1, 'g', 'h' || n\
          """,
          """
          INSERT INTO dnc_registry SELECT '+1201' || lpad((2000000 + n)::text, 7, '0'), true, at,
            'e' || n, 'webhook', NULL, '[]', 'h' || n, 1, at\
          """);

  /** Writes all rows. */
  void write() throws SQLException {
    Flyway.configure()
        .dataSource(database.jdbcUrl(), database.user(), database.password())
        .locations("classpath:db/migration")
        .load()
        .migrate();
    try (var connection = database.connect("bench")) {
      for (var sql : STATEMENTS) {
        try (var statement = connection.prepareStatement(sql + CALLS)) {
          statement.setInt(1, feed.calls());
          statement.setObject(2, OffsetDateTime.ofInstant(feed.first(), ZoneOffset.UTC));
          statement.setObject(3, OffsetDateTime.ofInstant(feed.now(), ZoneOffset.UTC));
          statement.setObject(4, OffsetDateTime.ofInstant(feed.first(), ZoneOffset.UTC));
          statement.setInt(5, feed.calls());
          statement.executeUpdate();
        }
      }
      try (var statement = connection.createStatement()) {
        statement.execute("ANALYZE");
      }
    }
  }
}
