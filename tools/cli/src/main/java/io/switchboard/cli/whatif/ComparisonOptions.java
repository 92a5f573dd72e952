package io.switchboard.cli.whatif;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.Console;
import io.switchboard.cli.DeploymentOptions;
import io.switchboard.cli.WindowOptions;
import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.replay.reading.LogWindow;
import io.switchboard.replay.reading.UnknownTopicException;
import io.switchboard.replay.reading.WindowBound;
import io.switchboard.replay.text.NumberMasking;
import io.switchboard.replay.whatif.Scenario;
import io.switchboard.replay.whatif.WhatIf;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The common options of all kinds of what-if, as a picocli mixin. */
final class ComparisonOptions {
  private static final int SOMETHING_CHANGES = 3;

  @Mixin private final DeploymentOptions deployment = new DeploymentOptions();
  @Mixin private final WindowOptions window = new WindowOptions();

  /** The other side of the comparison. */
  enum Against {
    RECORDED,
    RULES
  }

  @Option(
      names = "--against",
      paramLabel = "WHAT",
      defaultValue = "recorded",
      description = {
        "recorded (default): compare with the recorded decisions.",
        "rules: compare with decisions by the current rules."
      })
  private Against against = Against.RECORDED;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table (default) or json.")
  private Format format = Format.TABLE;

  /** The output format. */
  enum Format {
    TABLE,
    JSON
  }

  @Option(
      names = "--examples",
      paramLabel = "N",
      defaultValue = "3",
      description = "The number of examples of each change, at most 20 (default: 3).")
  private int examples = 3;

  @Option(names = "--reveal", description = "Phone numbers unmasked.")
  private boolean reveal;

  private @Nullable Environment environment;
  private @Nullable KafkaSettings kafka;

  /** The settings of the deployment; checked by {@link #run}. */
  Environment environment() {
    var known = environment;
    if (known == null) {
      known = deployment.environment();
      environment = known;
    }
    return known;
  }

  /** The cluster, after a check. */
  KafkaSettings kafka() {
    var known = kafka;
    if (known == null) {
      known = deployment.kafka();
      kafka = known;
    }
    return known;
  }

  /** Whether the current rules decide again; otherwise recorded decisions are compared. */
  boolean againstRules() {
    return against == Against.RULES;
  }

  /** Runs, prints, and returns the exit code for differences. */
  int run(Scenario scenario, CommandSpec spec) {
    environment().check();
    var wanted = window();
    var line = spec.commandLine();
    var console = new Console(spec);
    window.text(Instant.now()).ifPresent(console::info);
    try (var _ = console.whenInterrupted("Interrupted. Nothing was written.");
        var bar = console.progress("what if")) {
      var result = new WhatIf(kafka(), scenario, wanted).run(bar);
      bar.close();
      var report = new WhatIfReport(result, examples, NumberMasking.revealed(reveal));
      if (format == Format.JSON) {
        line.getOut().println(report.json());
        line.getOut().flush();
      } else {
        console.print(report.table());
      }
      return result.differences().changed() > 0 ? SOMETHING_CHANGES : 0;
    } catch (UnknownTopicException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), 2);
    }
  }

  private LogWindow window() {
    var requested = window.window(Instant.now());
    if (requested.from() instanceof WindowBound.Offset
        || requested.to() instanceof WindowBound.Offset) {
      throw new CommandFailure("what-if takes times, not offsets", 2);
    }
    return requested;
  }
}
