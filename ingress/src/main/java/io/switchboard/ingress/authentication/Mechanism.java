package io.switchboard.ingress.authentication;

import java.util.Locale;

/** How a sender proves itself. */
public enum Mechanism {
  SIGNATURE,
  HEADER,
  BASIC,
  CERTIFICATE;

  /** The word in settings and metrics. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads the word; throws IllegalArgumentException. */
  public static Mechanism of(String word) {
    for (var mechanism : values()) {
      if (mechanism.word().equals(word)) {
        return mechanism;
      }
    }
    throw new IllegalArgumentException("knows signature, header, basic and certificate only");
  }
}
