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
      description = "Who enters it; part of the record.")
  String by = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "The reason; part of the record.")
  String reason = "";

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description =
          "When the consent was given or revoked: 2026-11-26T17:00 (local), 2026-11-26T17:00:00Z,"
              + " yesterday or 1h (ago); default: now.")
  private @Nullable Instant at;

  Instant at(Instant otherwise) {
    return at == null ? otherwise : at;
  }
}
