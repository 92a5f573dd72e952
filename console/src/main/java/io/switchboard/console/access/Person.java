package io.switchboard.console.access;

import java.util.Set;

/**
 * Who sent a request.
 *
 * @param name as in CONSOLE_USERS or in the proxy's header; it is written to {@code console.audit}
 * @param roles always VIEWER among them
 */
public record Person(String name, Set<Role> roles) {
  /** Whoever sits at this machine, when no users are configured. */
  static final Person LOCAL = new Person("local", Set.of(Role.VIEWER, Role.OPERATOR, Role.PRIVACY));

  public Person {
    roles = Set.copyOf(roles);
  }

  /** Whether a route that needs this role may be used. */
  public boolean may(Role role) {
    return role == Role.ANYONE || roles.contains(role);
  }

  /** What this person may do beyond seeing the pages; for the person to read. */
  public String rolesInWords() {
    var beyond =
        roles.stream()
            .filter(role -> role != Role.ANYONE && role != Role.VIEWER)
            .map(Role::wireName)
            .sorted()
            .toList();
    return beyond.isEmpty() ? Role.VIEWER.wireName() : String.join(", ", beyond);
  }

  /** Whether the pages offer actions. */
  public boolean mayAct() {
    return may(Role.OPERATOR);
  }

  /** Whether the pages offer to reveal phone numbers. */
  public boolean mayReveal() {
    return may(Role.PRIVACY);
  }
}
