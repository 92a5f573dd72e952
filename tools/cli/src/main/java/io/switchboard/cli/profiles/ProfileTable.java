package io.switchboard.cli.profiles;

import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.contract.phone.PhoneNumber;
import io.switchboard.replay.reading.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * {@code customer_profiles} in PostgreSQL. A list is first copied to a temporary table, in the
 * transaction that then applies it or not: callers hear the old list or the new one, never a
 * mixture.
 */
final class ProfileTable {
  private static final int ROWS_AT_ONCE = 5_000;

  private final Connection connection;

  /** Works on a connection that is not in autocommit. */
  ProfileTable(Connection connection) {
    this.connection = connection;
  }

  /**
   * The effect of an import.
   *
   * @param others profiles that are not in the list
   */
  record Difference(long added, long changed, long same, long others) {}

  /** Copies a list into a temporary table. */
  void stage(List<CallerProfile> profiles, Progress progress) throws SQLException {
    execute(
        "CREATE TEMP TABLE incoming (phone_number text PRIMARY KEY, tier text NOT NULL,"
            + " menu_prompt_url text) ON COMMIT DROP");
    for (var at = 0; at < profiles.size(); at += ROWS_AT_ONCE) {
      insert(profiles.subList(at, Math.min(profiles.size(), at + ROWS_AT_ONCE)));
      progress.at(Math.min(profiles.size(), at + ROWS_AT_ONCE), profiles.size());
    }
  }

  private void insert(List<CallerProfile> profiles) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO incoming SELECT * FROM unnest(?::text[], ?::text[], ?::text[])")) {
      insert.setArray(
          1, texts(profiles.stream().map(profile -> profile.number().e164()).toArray()));
      insert.setArray(
          2, texts(profiles.stream().map(profile -> profile.tier().wireName()).toArray()));
      insert.setArray(3, texts(profiles.stream().map(CallerProfile::prompt).toArray()));
      insert.executeUpdate();
    }
  }

  private java.sql.Array texts(Object[] values) throws SQLException {
    return connection.createArrayOf("text", values);
  }

  /** Compares the temporary table with the profiles. */
  Difference difference() throws SQLException {
    try (var query =
            connection.prepareStatement(
                """
                SELECT count(*) FILTER (WHERE known.phone_number IS NULL),
                  count(*) FILTER (WHERE known.phone_number IS NOT NULL AND new.phone_number IS NOT NULL
                    AND (known.tier, known.menu_prompt_url) IS DISTINCT FROM (new.tier, new.menu_prompt_url)),
                  count(*) FILTER (WHERE (known.tier, known.menu_prompt_url) IS NOT DISTINCT FROM
                    (new.tier, new.menu_prompt_url)),
                  count(*) FILTER (WHERE new.phone_number IS NULL)
                FROM customer_profiles known FULL JOIN incoming new USING (phone_number)""");
        var row = query.executeQuery()) {
      row.next();
      return new Difference(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
    }
  }

  /** Applies the temporary table to the profiles. */
  void apply(boolean removeOthers) throws SQLException {
    execute(
        """
        INSERT INTO customer_profiles (phone_number, tier, menu_prompt_url)
        SELECT phone_number, tier, menu_prompt_url FROM incoming ORDER BY phone_number
        ON CONFLICT (phone_number) DO UPDATE SET tier = excluded.tier, menu_prompt_url = excluded.menu_prompt_url
        WHERE (customer_profiles.tier, customer_profiles.menu_prompt_url)
          IS DISTINCT FROM (excluded.tier, excluded.menu_prompt_url)""");
    if (removeOthers) {
      execute(
          "DELETE FROM customer_profiles known WHERE NOT EXISTS"
              + " (SELECT FROM incoming new WHERE new.phone_number = known.phone_number)");
    }
  }

  /** The profile of a number. */
  Optional<CallerProfile> find(PhoneNumber number) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT tier, menu_prompt_url FROM customer_profiles WHERE phone_number = ?")) {
      query.setString(1, number.e164());
      try (var row = query.executeQuery()) {
        return row.next()
            ? Optional.of(new CallerProfile(number, Tier.of(row.getString(1)), row.getString(2)))
            : Optional.empty();
      }
    }
  }

  private void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
