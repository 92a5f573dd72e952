package io.switchboard.cli.output;

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
}
