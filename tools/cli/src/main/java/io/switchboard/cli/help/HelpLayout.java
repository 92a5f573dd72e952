package io.switchboard.cli.help;

import io.switchboard.cli.output.WordWrap;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The layout of {@code --help}: as wide as the terminal. Examples stay on their lines, so that they
 * can be copied; only prose is wrapped, between words: picocli would also break a time like 17:00.
 */
public final class HelpLayout {
  private static final String VERBATIM = "  ";

  /** After a colon inside a word picocli may break the line; after this character it does not. */
  private static final String UNBROKEN_COLON = "\u2236";

  private static final Pattern COLON_INSIDE_A_WORD = Pattern.compile(":(?=\\S)");

  private HelpLayout() {}

  /** Applies it to a command and all its subcommands. */
  public static void apply(CommandLine line) {
    line.setUsageHelpAutoWidth(true);
    line.setColorScheme(colors());
    line.setHelpFactory(UnbrokenHelp::new);
    var sections = line.getHelpSectionMap();
    sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpLayout::options);
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

  private static String options(Help help) {
    return help.optionList().replace(UNBROKEN_COLON, ":");
  }

  /** picocli's help, which takes the descriptions of options unbroken. */
  private static final class UnbrokenHelp extends Help {
    private UnbrokenHelp(CommandSpec command, ColorScheme colors) {
      super(command, colors);
    }

    @Override
    public IOptionRenderer createDefaultOptionRenderer() {
      var picocli = super.createDefaultOptionRenderer();
      return (option, labels, colors) -> unbroken(picocli.render(option, labels, colors), colors);
    }
  }

  /** The cells of an option; the last one of each row is its description. */
  private static Help.Ansi.Text[][] unbroken(Help.Ansi.Text[][] rows, Help.ColorScheme colors) {
    for (var row : rows) {
      var description = row[row.length - 1].toString();
      row[row.length - 1] =
          colors.text(COLON_INSIDE_A_WORD.matcher(description).replaceAll(UNBROKEN_COLON));
    }
    return rows;
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
