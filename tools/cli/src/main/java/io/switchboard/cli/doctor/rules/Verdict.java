package io.switchboard.cli.doctor.rules;

import java.util.List;

/** The result of one check. No text of it contains a secret or a phone number. */
public sealed interface Verdict {

  /** All well. */
  record Passed(String found) implements Verdict {}

  /** It works, but may cost something later. Does not change the exit code. */
  record Warned(String found, String remedy) implements Verdict {}

  /** Something is wrong. */
  record Failed(String found, String remedy) implements Verdict {}

  /** Not checked. */
  record Skipped(String why) implements Verdict {}

  /** All well. */
  static Verdict passed(String found, Object... arguments) {
    return new Passed(found.formatted(arguments));
  }

  /** Several findings as one text: the first ones, and how many more there are. */
  static String list(List<String> findings) {
    var shown = findings.stream().limit(MAX_LISTED).toList();
    var more = findings.size() - shown.size();
    return String.join("; ", shown) + (more > 0 ? "; and " + more + " more" : "");
  }

  /** The number of findings that {@link #list} shows. */
  int MAX_LISTED = 4;
}
