package io.switchboard.pushes;

import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.embedded.EmbeddedDatabase;
import io.switchboard.pushes.records.ConnectionSource;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A database with the tables that the pushes read, in the columns that they read. */
public final class PushTables {
  private final ConnectionSource database;

  private PushTables(ConnectionSource database) {
    this.database = database;
  }

  public static PushTables create() throws SQLException {
    var url = EmbeddedDatabase.shared().database("p" + Long.toString(System.nanoTime(), 36));
    var settings = DatabaseSettings.parse(url);
    var tables =
        new PushTables(
            () ->
                DriverManager.getConnection(
                    settings.jdbcUrl(), settings.user(), settings.password()));
    tables.execute(
        """
        create table cxone_registrations(endpoint_url text primary key, name text not null);
        create table cxone_pushes(kind text, key text, record_id text, answered_at timestamptz);
        create table kafka_offsets(consumer text, topic_id text, partition integer, topic text,
          next_offset bigint, updated_at timestamptz default now(),
          primary key (consumer, topic_id, partition));
        create table dnc_registry(phone_number text, do_not_call boolean, event_time timestamptz,
          event_id text, chain_length bigint, received_at timestamptz)
        """);
    return tables;
  }

  public ConnectionSource database() {
    return database;
  }

  public void execute(String sql) throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
