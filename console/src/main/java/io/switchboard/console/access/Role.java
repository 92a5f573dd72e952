package io.switchboard.console.access;

import io.javalin.security.RouteRole;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a person may do in the console. A route names the role that it needs. */
public enum Role implements RouteRole {
  /** Nothing is needed: the login page, assets. */
  ANYONE,
  /** Sees every page; phone numbers are masked. */
  VIEWER,
  /** May also redrive, park, resolve and enter opt-outs. */
  OPERATOR,
  /** May also reveal phone numbers. */
  PRIVACY;

  /** As it is written in settings. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads a role that a person can be given; throws IllegalArgumentException for another word. */
  static Role of(String word) {
    return Arrays.stream(values())
        .filter(role -> role != ANYONE && role.wireName().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "names an unknown role; roles are "
                        + Arrays.stream(values())
                            .filter(role -> role != ANYONE)
                            .map(Role::wireName)
                            .collect(Collectors.joining(", "))));
  }
}
