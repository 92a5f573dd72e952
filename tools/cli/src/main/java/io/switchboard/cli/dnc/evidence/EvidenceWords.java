package io.switchboard.cli.dnc.evidence;

import io.switchboard.contract.event.dnc.DncSource;
import java.util.Locale;

/** The words of the page for what the log names in short. */
final class EvidenceWords {
  private EvidenceWords() {}

  static String source(DncSource source) {
    return switch (source) {
      case WEBHOOK -> "CXone's webhook";
      case DISPOSITION -> "the call result of an agent";
      case IVR -> "a key press of the caller";
      case IMPORT -> "an imported list";
      case OPERATOR -> "an operator";
    };
  }

  /** An outcome of a push as a verb; one of a later version as it is. */
  static String outcome(String outcome) {
    return switch (outcome) {
      case "confirmed" -> "confirmed";
      case "dead_lettered" -> "refused";
      default -> outcome;
    };
  }

  /** With a capital first letter. */
  static String title(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }
}
