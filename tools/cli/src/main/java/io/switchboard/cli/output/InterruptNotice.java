package io.switchboard.cli.output;

import java.io.PrintWriter;

/**
 * A last line on stderr when the process is ended by Ctrl-C or SIGTERM before the work is done:
 * what was done, and how to go on. The exit code stays that of the signal, 130 or 143.
 */
public final class InterruptNotice implements AutoCloseable {
  private final Thread hook;

  /**
   * Prints the line from now on until {@link #close}.
   *
   * @param line without a line break
   */
  public InterruptNotice(String line, PrintWriter err) {
    hook =
        new Thread(
            () -> {
              err.println(System.lineSeparator() + line); // below ^C and a progress bar
              err.flush();
            },
            "interrupt-notice");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** The work is done, or failed with a message of its own. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // the process is ending: the line is printed
    }
  }
}
