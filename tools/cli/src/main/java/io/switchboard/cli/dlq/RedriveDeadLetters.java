package io.switchboard.cli.dlq;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.Console;
import io.switchboard.cli.WriteOptions;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.replay.dlq.DeadLetterResolver;
import io.switchboard.replay.dlq.RefusedAgain;
import io.switchboard.replay.dlq.ResolutionPlan;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.Progress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code switchboard dlq redrive}: redrives open dead letters. */
@Command(
    name = "redrive",
    mixinStandardHelpOptions = true,
    description = {
      "Redrive open dead letters, each once, to the one destination that refused it; other readers of the topic skip it.",
      "A dead letter of CXone is redriven only if the log has no newer record of the same key.",
      "A dead letter with an incomplete record (too large) is not redriven: it stays open.",
      WriteOptions.ASKS
    },
    footer = {
      "",
      "Exit codes: 0 done, 3 some of the canaries were refused again.",
      "",
      "Example: three first, then the rest",
      "  switchboard dlq redrive --service sink-postgres --canary 3 --yes",
      "  switchboard dlq redrive --service sink-postgres --yes"
    })
final class RedriveDeadLetters implements Callable<Integer> {
  private static final int REFUSED_AGAIN = 3;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin private final DeadLetterOptions options = new DeadLetterOptions();

  @Option(
      names = "--canary",
      paramLabel = "N",
      description = "Redrives N only, then waits and reports whether they are refused again.")
  private @Nullable Integer canary;

  @Option(names = "--parked", description = "Include parked ones.")
  private boolean parked;

  @Mixin private final ConfirmOptions confirm = new ConfirmOptions();

  @Override
  public Integer call() {
    if (canary != null && canary < 1) {
      throw new CommandFailure("--canary takes a number from 1", 2);
    }
    var kafka = options.kafka();
    var console = new Console(spec);
    try (var reader = LogReader.open(kafka)) {
      return agreed(plan(kafka, reader), console) ? redrive(kafka, reader, console) : 0;
    }
  }

  private int most() {
    return canary == null ? Integer.MAX_VALUE : canary;
  }

  private boolean agreed(ResolutionPlan plan, Console console) {
    incomplete(plan.incomplete()).ifPresent(console::info);
    return confirm.agreed(plan, most(), "redrive", "sent", options, console);
  }

  private static Optional<String> incomplete(int deadLetters) {
    return deadLetters == 0
        ? Optional.empty()
        : Optional.of(
            deadLetters
                + " skipped: a record too large to be kept whole; send it again from its source");
  }

  private int redrive(KafkaSettings kafka, LogReader reader, Console console) {
    var began = Instant.now();
    try (var resolver =
            DeadLetterResolver.open(kafka, reader, confirm.by(), InstantSource.system());
        var bar = console.progress("redriving")) {
      var result = resolver.redrive(options.filter(), options.window(), parked, most(), bar);
      console.print(result.done().size() + " redriven");
      if (!result.superseded().isEmpty()) {
        console.print(
            result.superseded().size()
                + " skipped: the log has a newer record of the same key; park them");
      }
      incomplete(result.incomplete().size()).ifPresent(console::print);
      var refused = canary == null ? 0 : refusedAgain(kafka, reader, began, result.done().size());
      var open = plan(kafka, reader);
      console.print(open.deadLetters().size() + open.incomplete() + " still open");
      return refused > 0 ? REFUSED_AGAIN : 0;
    }
  }

  private int refusedAgain(KafkaSettings kafka, LogReader reader, Instant began, int sent) {
    var refused =
        new RefusedAgain(kafka, reader).await(options.filter(), began, sent, Progress.SILENT);
    new Console(spec)
        .print(
            refused == 0
                ? "none was refused again within " + RefusedAgain.TIMEOUT.toSeconds() + " s"
                : refused + " of " + sent + " refused again: check before you continue");
    return refused;
  }

  private ResolutionPlan plan(KafkaSettings kafka, LogReader reader) {
    return ResolutionPlan.redrive(
        options.deadLetters(kafka, reader, spec.commandLine().getErr()), parked);
  }
}
