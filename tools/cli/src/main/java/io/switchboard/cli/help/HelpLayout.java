package io.switchboard.cli.help;

import io.switchboard.cli.output.WordWrap;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The layout of {@code --help}: as wide as the terminal. Examples stay on their lines, so that they
 * can be copied; only prose is wrapped, between words.
 */
public final class HelpLayout {
  private static final String VERBATIM = "  ";

  private HelpLayout() {}

  /** Applies it to a command and all its subcommands. */
  public static void apply(CommandLine line) {
    line.setUsageHelpAutoWidth(true);
    line.setColorScheme(colors());
    var sections = line.getHelpSectionMap();
    sections.put(UsageMessageSpec.SECTION_KEY_FOOTER, HelpLayout::footer);
    line.setHelpSectionMap(sections);
  }

  /** Readable on light and dark backgrounds; picocli's yellow is not, on light ones. */
  private static Help.ColorScheme colors() {
    return new Help.ColorScheme.Builder(Help.Ansi.AUTO)
        .commands(Help.Ansi.Style.bold)
        .options(Help.Ansi.Style.fg_magenta)
        .parameters(Help.Ansi.Style.fg_magenta)
        .optionParams(Help.Ansi.Style.italic)
        .build();
  }

  private static String footer(Help help) {
    var message = help.commandSpec().usageMessage();
    var text = new StringBuilder();
    for (var line : message.footer()) {
      var lines =
          line.startsWith(VERBATIM) ? List.of(line) : WordWrap.lines(line, message.width(), "");
      lines.forEach(part -> text.append(part).append(System.lineSeparator()));
    }
    return text.toString();
  }
}
