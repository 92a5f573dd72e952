package io.switchboard.ingress.menu;

import io.switchboard.ingress.menu.profile.CallerProfiles;
import io.switchboard.ingress.menu.profile.PostgresProfiles;
import io.switchboard.ingress.menu.profile.ProfileSource;
import io.switchboard.ingress.publishing.IngressComponents;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The menu webhook's service with its caller profiles. */
public final class MenuComponent implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MenuComponent.class);

  private final MenuService service;
  private final AutoCloseable source;

  private MenuComponent(MenuService service, AutoCloseable source) {
    this.service = service;
    this.source = source;
  }

  /** Starts it; neither Kafka nor PostgreSQL need be there yet. */
  public static MenuComponent start(MenuSettings settings, IngressComponents parts) {
    var timing = MenuTiming.DEFAULT;
    var database = settings.database();
    if (database == null) {
      LOG.warn("DATABASE_URL is not set: every caller is of tier standard");
      ProfileSource none =
          _ -> {
            throw new SQLException("no database");
          };
      return new MenuComponent(service(settings, timing, none, parts), () -> {});
    }
    var source = new PostgresProfiles(database);
    return new MenuComponent(service(settings, timing, source, parts), source);
  }

  private static MenuService service(
      MenuSettings settings, MenuTiming timing, ProfileSource source, IngressComponents parts) {
    return new MenuService(
        settings,
        timing,
        new CallerProfiles(source, timing, parts.meters()),
        parts.kafka(),
        parts.menu(),
        parts.health(),
        parts.meters());
  }

  /** Answers the callers. */
  public MenuResponder service() {
    return service;
  }

  @Override
  public void close() throws Exception {
    service.close();
    source.close();
  }
}
