package io.switchboard.cli.dnc;

import java.time.Instant;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options {@code --by}, {@code --reason} and {@code --at}, as a picocli mixin. */
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

  @Mixin private final TimeOption time = new TimeOption();

  Instant at(Instant now) {
    return time.time(now).orElse(now);
  }

  String text(Instant moment) {
    return time.text(moment);
  }
}
