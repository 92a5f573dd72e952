package io.switchboard.testkit.database;

import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.embedded.EmbeddedDatabase;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A database of the shared server with tables, of which each test gets a copy: a tenth of the time
 * that the migrations take.
 */
public final class TemplateDatabase {
  private static final DatabaseClient SERVER =
      new DatabaseClient(DatabaseSettings.parse(EmbeddedDatabase.shared().url("postgres")));

  private final String name;
  private final Fill fill;
  private final AtomicInteger copies = new AtomicInteger();
  private @Nullable String filled;

  /**
   * @param name of the template, and how the names of the copies begin: lower-case letters, digits
   *     and underscores
   * @param fill creates the tables, before the first copy
   */
  public TemplateDatabase(String name, Fill fill) {
    this.name = name;
    this.fill = fill;
  }

  /** Creates the tables of a template, and leaves no connection open. */
  @FunctionalInterface
  public interface Fill {
    /**
     * Creates them.
     *
     * @param url {@code DATABASE_URL} of the template
     */
    void in(String url) throws SQLException;
  }

  /** {@code DATABASE_URL} of a new copy. */
  public synchronized String copy() throws SQLException {
    if (filled == null) {
      filled = EmbeddedDatabase.shared().database(name);
      fill.in(filled);
    }
    return copy(name, name + "_" + copies.incrementAndGet());
  }

  /** {@code DATABASE_URL} of a copy of a database of the shared server without connections. */
  public static String copy(String from, String to) throws SQLException {
    // the files are there: fewer steps than through the log
    SERVER.execute("create database %s template %s strategy file_copy".formatted(to, from));
    return EmbeddedDatabase.shared().url(to);
  }
}
