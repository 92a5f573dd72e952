package io.switchboard.disposition;

/**
 * A problem of a rules file.
 *
 * @param line from 1; 0 when it is about the file as a whole
 * @param fatal the file cannot be used; otherwise it is a warning
 */
public record RulesProblem(int line, String message, boolean fatal) {

  /** {@code line 12: …}. */
  @Override
  public String toString() {
    return (line > 0 ? "line " + line + ": " : "") + message;
  }
}
