package io.switchboard.ivr.definition;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong with a definition.
 *
 * @param line from 1
 * @param column from 1
 * @param fault the kind of fault, in one hyphenated word
 * @param message what is wrong, in a sentence
 * @param suggestion what would mend it
 */
public record Problem(
    int line, int column, Fault fault, String message, @Nullable String suggestion)
    implements Comparable<Problem> {

  private static final Comparator<Problem> ORDER =
      Comparator.comparingInt(Problem::line)
          .thenComparingInt(Problem::column)
          .thenComparing(problem -> problem.fault().word())
          .thenComparing(Problem::message);

  /** The kinds of faults. */
  public enum Fault {
    SYNTAX,
    UNKNOWN_FIELD,
    MISSING_FIELD,
    WRONG_VALUE,
    UNKNOWN_TARGET,
    UNREACHABLE,
    NO_WAY_OUT,
    ENDLESS_LOOP,
    AMBIGUOUS_PREFIX,
    DUPLICATE_DIGIT,
    MISSING_PROMPT,
    INSECURE_URL,
    NO_TRANSFER_URL;

    /** In lower case with hyphens. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  /** As a compiler would say it: {@code 12:7 unknown-target …}. */
  @Override
  public String toString() {
    var text = line + ":" + column + " " + fault.word() + ": " + message;
    return suggestion == null ? text : text + "; " + suggestion;
  }

  @Override
  public int compareTo(Problem other) {
    return ORDER.compare(this, other);
  }
}
