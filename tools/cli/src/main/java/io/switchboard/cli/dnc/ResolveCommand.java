package io.switchboard.cli.dnc;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.Console;
import io.switchboard.cli.DeploymentOptions;
import io.switchboard.cli.WriteOptions;
import io.switchboard.cli.ZoneOptions;
import io.switchboard.contract.event.dnc.DncDecision;
import io.switchboard.replay.consent.EntryPlan;
import io.switchboard.replay.text.VisibleText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Applies an opt-out of an unknown number, or lists those. */
@Command(
    name = "resolve",
    mixinStandardHelpOptions = true,
    description = {
      "Apply an opt-out of an unknown number; without arguments: list those.",
      WriteOptions.ASKS_IN_PRODUCTION
    },
    footer = {
      "",
      "Example:",
      "  switchboard dnc resolve",
      "  switchboard dnc resolve contact:4711 '+14155552671' --by jane --reason 'from the CRM'"
    })
final class ResolveCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(index = "0", arity = "0..1", paramLabel = "KEY", description = "contact: or call:…")
  private @Nullable String key;

  @Parameters(index = "1", arity = "0..1", paramLabel = "NUMBER", description = "Its number.")
  private @Nullable String number;

  @Option(names = "--by", paramLabel = "NAME", description = "Who enters the number.")
  private String by = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Where it was found.")
  private String reason = "";

  @Mixin private WriteOptions writing = new WriteOptions();
  @Mixin private ZoneOptions zone = new ZoneOptions();
  @Mixin private DeploymentOptions deployment = new DeploymentOptions();

  @Override
  public Integer call() {
    if (key != null && (number == null || by.isBlank() || reason.isBlank())) {
      throw new CommandFailure("KEY needs NUMBER, --by and --reason", 2);
    }
    var open = DncDatabase.with(deployment, DncDatabase::unresolved);
    if (key == null || number == null) {
      list(open);
    } else {
      resolve(open, key, number);
    }
    return 0;
  }

  private void list(List<DncDecision> open) {
    var out = spec.commandLine().getOut();
    for (var decision : open) {
      out.printf(
          "%s\topt-out of %s by %s%s%s%n",
          VisibleText.of(decision.phoneNumber()),
          zone.text(decision.effectiveTime()),
          decision.source().wireName(),
          decision.by() == null ? "" : VisibleText.of(", entered by " + decision.by()),
          decision.reason() == null ? "" : VisibleText.of(": " + decision.reason()));
    }
    if (open.isEmpty()) {
      out.println("Every opt-out has a number.");
    }
    out.flush();
  }

  private void resolve(List<DncDecision> open, String of, String to) {
    var decision =
        open.stream()
            .filter(one -> one.phoneNumber().equals(of))
            .max(Comparator.comparing(DncDecision::effectiveTime))
            .orElseThrow(() -> new CommandFailure("there is no unresolved opt-out under " + of));
    var kafka = deployment.kafka();
    var region = deployment.region();
    var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    switch (EntryPlan.resolution(of, decision.effectiveTime(), to, region, now, by, reason)) {
      case EntryPlan.Refused(var why) -> throw new CommandFailure("refused: " + why);
      case EntryPlan.Steps steps -> {
        var console = new Console(spec);
        console.info(EntryLines.plan(steps, zone::text));
        if (writing.agreedInProduction(deployment, console, "entered")) {
          new EntryLines(kafka, console).enter(steps);
        }
      }
    }
  }
}
