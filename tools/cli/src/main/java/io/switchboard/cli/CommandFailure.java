package io.switchboard.cli;

/** A command cannot do what was asked; the message is for the person who asked. */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int exitCode;

  public CommandFailure(String message) {
    this(message, 1);
  }

  /**
   * A failure with an exit code of its own.
   *
   * @param exitCode 1 it failed, 2 it was asked for in a wrong way
   */
  public CommandFailure(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  /** What the process ends with. */
  public int exitCode() {
    return exitCode;
  }
}
