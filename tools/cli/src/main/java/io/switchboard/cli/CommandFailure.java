package io.switchboard.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

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
    this(message, exitCode, null);
  }

  private CommandFailure(String message, int exitCode, @Nullable Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** A file given by the user that cannot be read: wrong usage. */
  public static CommandFailure unreadable(Object file, IOException why) {
    return new CommandFailure("cannot read " + file + ": " + reason(why), 2, why);
  }

  /** A file that cannot be written. */
  public static CommandFailure unwritable(Object file, IOException why) {
    return new CommandFailure("cannot write " + file + ": " + reason(why), 1, why);
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file or directory";
      case AccessDeniedException _ -> "permission denied";
      case CharacterCodingException _ -> "it is not UTF-8; save it as UTF-8";
      default -> String.valueOf(e.getMessage());
    };
  }

  /** The exit code of the process. */
  public int exitCode() {
    return exitCode;
  }
}
