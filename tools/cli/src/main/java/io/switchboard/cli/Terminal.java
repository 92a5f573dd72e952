package io.switchboard.cli;

import java.util.Optional;

/** The terminal of this process. */
public final class Terminal {
  private Terminal() {}

  /** Whether a person reads the output and can answer; false in pipes and scripts. */
  public static boolean isInteractive() {
    var console = System.console();
    return console != null && console.isTerminal();
  }

  /** A line that the person types; empty without a person, and at the end of the input. */
  static Optional<String> readLine() {
    var console = System.console();
    return console == null ? Optional.empty() : Optional.ofNullable(console.readLine());
  }
}
