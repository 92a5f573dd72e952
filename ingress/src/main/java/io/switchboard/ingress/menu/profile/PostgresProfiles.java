package io.switchboard.ingress.menu.profile;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.ingress.menu.answer.AnswerRules;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Profiles in PostgreSQL's {@code customer_profiles}. A few connections with short timeouts on
 * everything, opened when the database is there: it may be away at the start.
 */
public final class PostgresProfiles implements ProfileSource, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresProfiles.class);
  private static final String QUERY =
      "SELECT tier, menu_prompt_url FROM customer_profiles WHERE phone_number = ?";

  /** A parameter of the connection would be refused by PgBouncer. */
  private static final int QUERY_SECONDS = 2;

  private final HikariDataSource pool;

  public PostgresProfiles(DatabaseSettings settings) {
    var config = new HikariConfig();
    config.setPoolName("caller-profiles");
    config.setJdbcUrl(settings.jdbcUrl());
    config.setCredentialsProvider( // asked for each new connection
        () -> {
          var now = settings.latest();
          return Credentials.of(now.user(), now.password());
        });
    config.setMaximumPoolSize(4);
    config.setMinimumIdle(1);
    config.setReadOnly(true);
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(1_500);
    config.setValidationTimeout(500);
    config.addDataSourceProperty("connectTimeout", "2");
    config.addDataSourceProperty("socketTimeout", "3");
    config.addDataSourceProperty("prepareThreshold", DatabaseSettings.NEVER_NAMED);
    config.addDataSourceProperty("logServerErrorDetail", "false");
    config.addDataSourceProperty("ApplicationName", "switchboard-ingress-menu");
    config.addDataSourceProperty("cancelSignalTimeout", "1");
    this.pool = new HikariDataSource(config);
  }

  @Override
  public Optional<Profile> find(String phoneNumber) throws SQLException {
    try (var connection = pool.getConnection();
        var query = connection.prepareStatement(QUERY)) {
      query.setQueryTimeout(QUERY_SECONDS);
      query.setString(1, phoneNumber);
      try (var row = query.executeQuery()) {
        return row.next() ? Optional.of(read(row)) : Optional.empty();
      }
    }
  }

  private static Profile read(ResultSet row) throws SQLException {
    var tier = row.getString("tier");
    return new Profile(Tier.of(tier), usable(row.getString("menu_prompt_url")));
  }

  /** A prompt that CXone would refuse is as good as none. */
  private static @Nullable String usable(@Nullable String prompt) {
    if (prompt == null || prompt.isBlank()) {
      return null;
    }
    if (!AnswerRules.isPrompt(prompt.strip())) {
      LOG.warn(
          "a profile's menu_prompt_url is not an https URL; the tier's prompt is used instead");
      return null;
    }
    return prompt.strip();
  }

  @Override
  public void close() {
    pool.close();
  }
}
