package io.switchboard.ingress.menu.profile;

import java.sql.SQLException;
import java.util.Optional;

/** The store of callers' profiles. */
@FunctionalInterface
public interface ProfileSource {

  /** Where no database is configured: every lookup fails. */
  ProfileSource NONE =
      _ -> {
        throw new SQLException("no database is configured");
      };

  /**
   * The profile of a number in E.164; empty when there is none.
   *
   * @throws SQLException when the store does not answer
   */
  Optional<Profile> find(String phoneNumber) throws SQLException;
}
