package io.switchboard.cli.dlq;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.Console;
import io.switchboard.contract.headers.DeadLetterHeaders;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.replay.dlq.DeadLetterStore;
import io.switchboard.replay.dlq.DeadLetterStore.DeadLetterEntry;
import io.switchboard.replay.dlq.DeadLetterStore.DeadLetterState;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.text.NumberMasking;
import io.switchboard.replay.text.RecordJson;
import io.switchboard.replay.text.VisibleText;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code switchboard dlq show}: prints dead letters with their records. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Show open dead letters, each with its error.",
    footer = {"", "Example:", "  switchboard dlq show --service dnc-streams --limit 3"})
final class ShowDeadLetters implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin private final DeadLetterOptions options = new DeadLetterOptions();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "10",
      description = "The maximum number, at least 1 (default: 10).")
  private int limit = 10;

  @Option(names = "--all", description = "Include redriven and parked ones.")
  private boolean all;

  @Option(names = "--reveal", description = "Show phone numbers unmasked.")
  private boolean reveal;

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new CommandFailure("--limit is at least 1: " + limit, 2);
    }
    var kafka = options.kafka();
    var console = new Console(spec);
    try (var reader = LogReader.open(kafka)) {
      var deadLetters =
          options.deadLetters(kafka, reader, spec.commandLine().getErr()).stream()
              .filter(entry -> all || entry.state() == DeadLetterState.OPEN)
              .toList();
      var store = new DeadLetterStore(kafka, reader);
      deadLetters.stream()
          .limit(limit)
          .forEach(entry -> show(entry, store.record(entry.deadLetter()), console));
      if (deadLetters.size() > limit) {
        console.print((deadLetters.size() - limit) + " more; --limit shows more of them");
      } else if (deadLetters.isEmpty()) {
        console.print(
            all
                ? "There are no such dead letters."
                : "There are no open dead letters of this selection; --all shows others too.");
      }
    }
    return 0;
  }

  private void show(DeadLetterEntry entry, ConsumerRecord<byte[], byte[]> record, Console console) {
    var numbers = NumberMasking.revealed(reveal);
    var deadLetter = entry.deadLetter();
    console.print(
        deadLetter.id()
            + (entry.state() == DeadLetterState.OPEN
                ? ""
                : "  " + entry.state().name().toLowerCase(Locale.ROOT))
            + (deadLetter.again() ? "  REFUSED AGAIN" : ""));
    console.print(
        VisibleText.of("  refused by  " + deadLetter.destination() + ": " + deadLetter.reason()));
    console.print(
        "  because     "
            + VisibleText.of(
                numbers.in(
                    EventHeaders.text(record.headers(), DeadLetterHeaders.MESSAGE).orElse("?"))));
    console.print("  at          " + options.inZone(deadLetter.at()));
    if (!deadLetter.isComplete()) {
      console.print("  omitted     " + VisibleText.of(deadLetter.omitted()));
    }
    console.print("  key         " + RecordJson.oneLine(record.key(), numbers));
    console.print("  value       " + RecordJson.oneLine(record.value(), numbers));
    console.print("");
  }
}
