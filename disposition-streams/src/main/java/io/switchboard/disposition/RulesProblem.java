package io.switchboard.disposition;

/**
 * Something about a rules file.
 *
 * @param line from 1; 0 when it is about the file as a whole
 * @param fatal the file cannot be used; otherwise it is worth a second look
 */
public record RulesProblem(int line, String message, boolean fatal) {

  /** {@code line 12: …}, as people read it. */
  @Override
  public String toString() {
    return (line > 0 ? "line " + line + ": " : "") + message;
  }
}
