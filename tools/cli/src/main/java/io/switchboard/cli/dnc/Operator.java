package io.switchboard.cli.dnc;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options {@code --by} and {@code --reason}, as a picocli mixin. */
final class Operator {
  @Option(
      names = "--by",
      paramLabel = "NAME",
      required = true,
      description = "Who enters it; stands on the record.")
  String by = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why; stands on the record.")
  String reason = "";

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "When it was said, RFC 3339 (default: now).")
  private @Nullable Instant at;

  Instant at(Instant otherwise) {
    return at == null ? otherwise : at;
  }
}
