package io.switchboard.ingress.authentication;

import java.util.Locale;

/** How a sender authenticates. */
public enum Mechanism {
  SIGNATURE,
  HEADER,
  BASIC,
  CERTIFICATE;

  /** The name in settings and metrics. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Parses a name; throws IllegalArgumentException. */
  public static Mechanism of(String name) {
    for (var mechanism : values()) {
      if (mechanism.wireName().equals(name)) {
        return mechanism;
      }
    }
    throw new IllegalArgumentException("must be signature, header, basic or certificate");
  }
}
