package io.switchboard.cli;

/** A command fails; the message is for its user and says what to do. */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int exitCode;

  public CommandFailure(String message) {
    this(message, 1);
  }

  /**
   * A failure with an exit code.
   *
   * @param exitCode 1 failed, 2 wrong usage
   */
  public CommandFailure(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  /** The exit code of the process. */
  public int exitCode() {
    return exitCode;
  }
}
