package io.switchboard.cli.output;

import io.switchboard.cli.Console;
import java.time.ZoneId;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code -o} of commands whose result is rows, as a picocli mixin. */
public final class OutputOptions {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table (default), json, ndjson or csv.")
  private OutputFormat format = OutputFormat.TABLE;

  /** The format. */
  public OutputFormat format() {
    return format;
  }

  /**
   * Prints rows in the format; a table fits the terminal.
   *
   * @param none the text instead of a table without rows
   * @param zone of the times of a table; other formats have UTC
   */
  public void print(ResultTable table, String none, ZoneId zone, CommandSpec spec) {
    if (format == OutputFormat.TABLE && !table.isEmpty()) {
      var console = new Console(spec);
      console.print(table.lines(console.width(), zone));
    } else {
      table.print(format, none, zone, spec.commandLine().getOut());
    }
  }
}
