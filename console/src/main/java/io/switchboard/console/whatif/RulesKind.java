package io.switchboard.console.whatif;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which rules an uploaded file holds. */
public enum RulesKind {
  /** A dispositions.yaml. */
  DISPOSITIONS,
  /** An ivr.yaml. */
  IVR;

  /** As in the form. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<RulesKind> of(String name) {
    return Arrays.stream(values()).filter(kind -> kind.wireName().equals(name)).findFirst();
  }
}
