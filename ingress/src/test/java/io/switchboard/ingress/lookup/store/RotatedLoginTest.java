package io.switchboard.ingress.lookup.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.contract.settings.Environment;
import io.switchboard.ingress.menu.profile.PostgresProfiles;
import io.switchboard.testkit.database.RotatedLogin;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A login that is changed in {@code DATABASE_URL_FILE} while ingress runs. */
class RotatedLoginTest {
  private static final String NUMBER = "+14155550100";

  @Test
  void shouldFindOptOutsWithTheNewLogin(@TempDir Path directory) throws Exception {
    var login = new RotatedLogin(directory);
    login.execute(
        "create table dnc_registry (phone_number text primary key, do_not_call boolean,"
            + " event_time timestamptz, reason text)");
    login.execute("insert into dnc_registry values ('" + NUMBER + "', true, now(), 'test')");
    try (var registry = new RegistryStore(settings(login))) {
      var before = registry.find(List.of(NUMBER));

      login.rotate();

      assertThat(before).isInstanceOf(DncRegistry.Finding.Rows.class);
      Awaitility.await() // the first request may meet an ended connection
          .untilAsserted(
              () ->
                  assertThat(registry.find(List.of(NUMBER)))
                      .isInstanceOfSatisfying(
                          DncRegistry.Finding.Rows.class,
                          rows -> assertThat(rows.byKey()).containsOnlyKeys(NUMBER)));
    }
  }

  @Test
  void shouldReadProfilesWithTheNewLogin(@TempDir Path directory) throws Exception {
    var login = new RotatedLogin(directory);
    login.execute(
        "create table customer_profiles"
            + " (phone_number text primary key, tier text, menu_prompt_url text)");
    login.execute("insert into customer_profiles values ('" + NUMBER + "', 'gold', null)");
    try (var profiles = new PostgresProfiles(settings(login))) {
      var before = profiles.find(NUMBER);

      login.rotate();

      assertThat(before).isPresent();
      Awaitility.await().ignoreExceptions().until(() -> profiles.find(NUMBER).isPresent());
    }
  }

  private static DatabaseSettings settings(RotatedLogin login) {
    return DatabaseSettings.read(
        new Environment(Map.of("DATABASE_URL_FILE", login.file().toString())));
  }
}
