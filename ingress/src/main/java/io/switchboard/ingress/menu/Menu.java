package io.switchboard.ingress.menu;

import io.switchboard.ingress.publishing.IngressParts;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The menu webhook's desk with its profiles, as one part of ingress. */
public final class Menu implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Menu.class);

  private final DecisionDesk desk;
  private final AutoCloseable source;

  private Menu(DecisionDesk desk, AutoCloseable source) {
    this.desk = desk;
    this.source = source;
  }

  /** Starts it; neither Kafka nor PostgreSQL need be there yet. */
  public static Menu start(MenuSettings settings, IngressParts parts) {
    var timing = MenuTiming.DEFAULT;
    var database = settings.database();
    if (database == null) {
      LOG.warn("DATABASE_URL is not set: every caller is of tier standard");
      ProfileSource none =
          _ -> {
            throw new SQLException("no database");
          };
      return new Menu(desk(settings, timing, none, parts), () -> {});
    }
    var source = new PostgresProfiles(database);
    return new Menu(desk(settings, timing, source, parts), source);
  }

  private static DecisionDesk desk(
      MenuSettings settings, MenuTiming timing, ProfileSource source, IngressParts parts) {
    return new DecisionDesk(
        settings,
        timing,
        new CallerProfiles(source, timing, parts.meters()),
        parts.kafka(),
        parts.menu(),
        parts.health(),
        parts.meters());
  }

  /** Who answers. */
  public MenuDesk desk() {
    return desk;
  }

  @Override
  public void close() throws Exception {
    desk.close();
    source.close();
  }
}
