package io.switchboard.cli.help;

import io.switchboard.cli.Console;
import io.switchboard.ivr.definition.reading.SpellingSuggestion;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Wrong usage in one or two lines: what is wrong, and what was meant or where the help is. */
public final class UsageErrors {
  private static final Pattern CHOICES =
      Pattern.compile("expected one of \\[([A-Z_, ]+)] \\(case-insensitive\\) but was ");

  private UsageErrors() {}

  /** Prints the lines; returns the exit code. */
  public static int explain(ParameterException wrong) {
    var line = wrong.getCommandLine();
    var name = line.getCommandSpec().qualifiedName();
    var console = new Console(line.getCommandSpec());
    if (wrong instanceof UnmatchedArgumentException unknown) {
      console.info(name + ": " + unknown(unknown, name));
    } else {
      console.info(name + ": " + plain(wrong.getMessage()));
      console.info("Try: " + name + " --help");
    }
    return CommandLine.ExitCode.USAGE;
  }

  /** Values of an option as its help writes them; picocli prints the names of the enum. */
  private static String plain(@Nullable String message) {
    return CHOICES
        .matcher(Objects.requireNonNullElse(message, "wrong usage"))
        .replaceFirst(
            found -> "use " + found.group(1).toLowerCase(Locale.ROOT).replace('_', '-') + ", not ");
  }

  private static String unknown(UnmatchedArgumentException unknown, String command) {
    var word = unknown.getUnmatched().getFirst();
    var hasCommands = !unknown.getCommandLine().getSubcommands().isEmpty();
    var what =
        word.startsWith("-")
            ? "there is no option '" + word + "'"
            : hasCommands
                ? "there is no command '" + word + "'"
                : "'" + word + "' is an argument too many";
    var suggestion = meant(unknown);
    return what + "; " + (suggestion.isEmpty() ? help(word, command) : suggestion);
  }

  private static String help(String word, String command) {
    return word.startsWith("-") && command.equals("switchboard")
        ? "options follow the command, as in: switchboard status " + word
        : "try: " + command + " --help";
  }

  private static String meant(UnmatchedArgumentException unknown) {
    var word = unknown.getUnmatched().getFirst();
    var spec = unknown.getCommandLine().getCommandSpec();
    Collection<String> known =
        word.startsWith("-") ? spec.optionsMap().keySet() : spec.subcommands().keySet();
    return Objects.requireNonNullElse(SpellingSuggestion.didYouMean(word, known), "");
  }
}
