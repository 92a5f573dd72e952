package io.switchboard.ivr.definition;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A problem of a definition.
 *
 * @param line from 1
 * @param column from 1
 * @param fault the kind of fault, as a hyphenated word
 * @param message the problem, as a sentence
 * @param suggestion how to correct it
 */
public record DefinitionProblem(
    int line, int column, Fault fault, String message, @Nullable String suggestion)
    implements Comparable<DefinitionProblem> {

  private static final Comparator<DefinitionProblem> ORDER =
      Comparator.comparingInt(DefinitionProblem::line)
          .thenComparingInt(DefinitionProblem::column)
          .thenComparing(problem -> problem.fault().code())
          .thenComparing(DefinitionProblem::message);

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
    public String code() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  /** In the format of compilers: {@code 12:7 unknown-target …}. */
  @Override
  public String toString() {
    var text = line + ":" + column + " " + fault.code() + ": " + message;
    return suggestion == null ? text : text + "; " + suggestion;
  }

  @Override
  public int compareTo(DefinitionProblem other) {
    return ORDER.compare(this, other);
  }
}
