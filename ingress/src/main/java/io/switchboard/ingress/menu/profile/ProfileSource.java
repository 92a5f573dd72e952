package io.switchboard.ingress.menu.profile;

import java.sql.SQLException;
import java.util.Optional;

/** Where callers' profiles stand. */
@FunctionalInterface
public interface ProfileSource {

  /** The profile of a number in E.164; empty when there is none; throws when it cannot be asked. */
  Optional<Profile> find(String phoneNumber) throws SQLException;
}
