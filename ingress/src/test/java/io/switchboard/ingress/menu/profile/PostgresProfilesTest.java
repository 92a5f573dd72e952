package io.switchboard.ingress.menu.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.embedded.EmbeddedDatabase;
import io.switchboard.embedded.FreePorts;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class PostgresProfilesTest {

  @Test
  void shouldReadTierAndPrompt() throws SQLException {
    var url = EmbeddedDatabase.shared().database("menu_profiles");
    var settings = DatabaseSettings.parse(url);
    try (var connection =
            DriverManager.getConnection(settings.jdbcUrl(), settings.user(), settings.password());
        var statement = connection.createStatement()) {
      statement.execute(
          "create table if not exists customer_profiles"
              + " (phone_number text primary key, tier text, menu_prompt_url text)");
      statement.execute(
          "insert into customer_profiles values"
              + " ('+14155550100', 'gold', null),"
              + " ('+14155550101', 'Platinum', 'https://own.test/a.wav'),"
              + " ('+14155550102', 'unheard of', 'http://own.test/a.wav')");
    }
    try (var profiles = new PostgresProfiles(settings)) {
      assertThat(profiles.find("+14155550100")).hasValue(new Profile(Tier.GOLD, null));
      assertThat(profiles.find("+14155550101"))
          .hasValue(new Profile(Tier.PLATINUM, "https://own.test/a.wav"));
      assertThat(profiles.find("+14155550102")).hasValue(new Profile(Tier.STANDARD, null));
      assertThat(profiles.find("+14155550103")).isEmpty();
    }
  }

  @Test
  void shouldStartWithoutADatabaseAndSayThatItCannotBeAsked() {
    var nowhere = "postgres://u:p@127.0.0.1:" + FreePorts.next() + "/none";
    try (var profiles = new PostgresProfiles(DatabaseSettings.parse(nowhere))) {
      assertThatThrownBy(() -> profiles.find("+14155550100")).isInstanceOf(SQLException.class);
    }
  }
}
