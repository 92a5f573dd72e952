package io.switchboard.console.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.contract.settings.Environment;
import io.switchboard.embedded.EmbeddedDatabase;
import io.switchboard.testkit.database.RotatedLogin;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The login: it is changed in {@code DATABASE_URL_FILE} while the console runs, or refused. */
class StoreLoginTest {
  @Test
  void shouldReadWithTheNewLogin(@TempDir Path directory) throws Exception {
    var login = new RotatedLogin(directory);
    var environment = new Environment(Map.of("DATABASE_URL_FILE", login.file().toString()));
    try (var store = Store.of(DatabaseSettings.read(environment))) {
      var before = user(store);
      var first = login.user();

      login.rotate();

      assertThat(before).containsExactly(first);
      Awaitility.await().ignoreExceptions().until(() -> user(store).equals(List.of(login.user())));
    }
  }

  @Test
  void shouldSayWhyTheDriverMakesNoConnection() {
    var url = EmbeddedDatabase.shared().database("refused") + "?sslmode=require";
    try (var store = Store.of(DatabaseSettings.parse(url))) {

      assertThatThrownBy(() -> user(store))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("correct sslmode and sslrootcert");
    }
  }

  private static List<String> user(Store store) {
    return store.list("select current_user", row -> row.getString(1));
  }
}
