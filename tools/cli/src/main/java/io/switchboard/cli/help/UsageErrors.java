package io.switchboard.cli.help;

import io.switchboard.ivr.definition.reading.SpellingSuggestion;
import java.util.Collection;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Wrong usage in two lines: what is wrong, and what was meant or where the help is. */
public final class UsageErrors {
  private UsageErrors() {}

  /** Prints the lines; returns the exit code. */
  public static int explain(ParameterException wrong) {
    var line = wrong.getCommandLine();
    var name = line.getCommandSpec().qualifiedName();
    var suggestion = wrong instanceof UnmatchedArgumentException unknown ? meant(unknown) : "";
    var err = line.getErr();
    err.println(name + ": " + wrong.getMessage());
    err.println(suggestion.isEmpty() ? "Try: " + name + " --help" : suggestion);
    err.flush();
    return CommandLine.ExitCode.USAGE;
  }

  private static String meant(UnmatchedArgumentException unknown) {
    var word = unknown.getUnmatched().getFirst();
    var spec = unknown.getCommandLine().getCommandSpec();
    Collection<String> known =
        word.startsWith("-") ? spec.optionsMap().keySet() : spec.subcommands().keySet();
    return Objects.requireNonNullElse(SpellingSuggestion.didYouMean(word, known), "");
  }
}
