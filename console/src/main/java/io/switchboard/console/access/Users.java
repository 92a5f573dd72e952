package io.switchboard.console.access;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The people of {@code CONSOLE_USERS}: {@code name:bcrypt-hash:role+role}, separated by commas. The
 * hash {@code -} is for a user whom the proxy authenticates and who has no password here.
 */
public final class Users {
  /** Shown in errors about the setting. */
  public static final String EXAMPLE = "ada:$2b$12$…:operator+privacy,ben:$2b$12$…:viewer";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");
  private static final Pattern HASH = Pattern.compile("\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53}");
  private static final String NO_PASSWORD = "-";

  /** Bcrypt reads no more than 72 bytes; a longer password is refused and not cut. */
  private static final int MAX_PASSWORD_BYTES = 72;

  /** A hash that no password has, so that an unknown name takes as long as a wrong password. */
  private static final byte[] UNKNOWN = BCrypt.withDefaults().hash(12, "unknown".toCharArray());

  private record User(Person person, String hash) {}

  private final Map<String, User> users;

  private Users(Map<String, User> users) {
    this.users = users;
  }

  /** No users: the console serves the loopback address only. */
  public static Users none() {
    return new Users(Map.of());
  }

  /** Reads the setting; throws IllegalArgumentException without quoting hashes. */
  public static Users parse(String text) {
    var users = new LinkedHashMap<String, User>();
    for (var entry : text.split(",", -1)) {
      var parts = entry.strip().split(":", -1);
      if (parts.length != 3 || !NAME.matcher(parts[0]).matches()) {
        throw new IllegalArgumentException("must be name:bcrypt-hash:role, separated by commas");
      }
      if (!parts[1].equals(NO_PASSWORD) && !HASH.matcher(parts[1]).matches()) {
        throw new IllegalArgumentException("has no bcrypt hash for the user " + parts[0]);
      }
      var roles = EnumSet.of(Role.VIEWER);
      for (var word : parts[2].split("\\+", -1)) {
        roles.add(Role.of(word.strip()));
      }
      if (users.put(parts[0], new User(new Person(parts[0], roles), parts[1])) != null) {
        throw new IllegalArgumentException("names the user " + parts[0] + " twice");
      }
    }
    return new Users(Map.copyOf(users));
  }

  /** Whether there are users. */
  public boolean isEmpty() {
    return users.isEmpty();
  }

  /** A person by name, as for a name that the proxy vouches for. */
  public Optional<Person> find(String name) {
    return Optional.ofNullable(users.get(name)).map(User::person);
  }

  /** The person whose password this is; takes equally long for a name that is not known. */
  public Optional<Person> authenticate(String name, String password) {
    var user = users.get(name);
    var bytes = password.getBytes(StandardCharsets.UTF_8);
    var hash =
        user == null || user.hash().equals(NO_PASSWORD)
            ? UNKNOWN
            : user.hash().getBytes(StandardCharsets.US_ASCII);
    var fits = bytes.length <= MAX_PASSWORD_BYTES && bytes.length > 0;
    var verified = BCrypt.verifyer().verify(fits ? bytes : new byte[] {'x'}, hash).verified;
    return verified && fits && user != null && !user.hash().equals(NO_PASSWORD)
        ? Optional.of(user.person())
        : Optional.empty();
  }
}
