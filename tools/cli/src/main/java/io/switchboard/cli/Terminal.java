package io.switchboard.cli;

import java.io.File;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The terminal of this process. */
public final class Terminal {
  private Terminal() {}

  /** Whether a person reads the output and can answer; false in pipes and scripts. */
  public static boolean isInteractive() {
    var console = System.console();
    return console != null && console.isTerminal();
  }

  /** The size of its window. */
  public record Size(int rows, int columns) {}

  /** The size now, which changes with the window; empty in pipes and scripts. */
  public static Optional<Size> size() {
    if (!isInteractive()) {
      return Optional.empty();
    }
    try {
      var stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty")).start();
      try (var in = stty.inputReader()) {
        return size(in.readLine());
      }
    } catch (IOException _) {
      return Optional.empty(); // a system without stty
    }
  }

  /** Reads {@code 24 80}; a terminal that does not know its size has the usual one. */
  static Optional<Size> size(@Nullable String text) {
    var line = text == null ? "" : text.strip();
    if (!line.matches("\\d{1,4} \\d{1,4}")) {
      return Optional.empty();
    }
    var parts = line.split(" ", -1);
    var rows = Integer.parseInt(parts[0]);
    var columns = Integer.parseInt(parts[1]);
    return Optional.of(rows == 0 || columns == 0 ? new Size(24, 80) : new Size(rows, columns));
  }

  /** A line that the person types; empty without a person, and at the end of the input. */
  static Optional<String> readLine() {
    var console = System.console();
    return console == null ? Optional.empty() : Optional.ofNullable(console.readLine());
  }
}
