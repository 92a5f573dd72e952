package io.switchboard.cli.dlq;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.DeploymentOptions;
import io.switchboard.cli.ProgressLine;
import io.switchboard.cli.SelectionOptions;
import io.switchboard.cli.WindowOptions;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.replay.dlq.DeadLetterFilter;
import io.switchboard.replay.dlq.DeadLetterStore;
import io.switchboard.replay.dlq.DeadLetterStore.DeadLetterEntry;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.LogWindow;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Selects dead letters of a deployment; a picocli mixin. */
final class DeadLetterOptions {
  private final Instant now = Instant.now();

  @Mixin private final DeploymentOptions deployment = new DeploymentOptions();

  @Parameters(
      arity = "0..*",
      paramLabel = "ID",
      description = "Those with these ids, as `dlq show` prints them.")
  private List<String> ids = List.of();

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description = "Those of one service, like sink-postgres.")
  private String service = "";

  @Option(
      names = "--destination",
      paramLabel = "NAME",
      description = "Those that this refused: a table, a processor, or like 'cxone outbound'.")
  private String destination = "";

  @Option(
      names = "--reason",
      paramLabel = "WORD",
      description = "Those of one reason: an exception, an SQLSTATE, an HTTP status.")
  private String reason = "";

  @Mixin private final WindowOptions window = new WindowOptions();

  @Mixin private final SelectionOptions selection = new SelectionOptions();

  DeploymentOptions deployment() {
    return deployment;
  }

  KafkaSettings kafka() {
    return deployment.kafka();
  }

  LogWindow window() {
    return window.window(now);
  }

  ZoneId zone() {
    return window.zone();
  }

  /** A time in the zone. */
  String inZone(Instant time) {
    return window.precise(time);
  }

  List<DeadLetterEntry> deadLetters(KafkaSettings kafka, LogReader reader, PrintWriter err) {
    window.text(now).ifPresent(err::println);
    try (var bar = new ProgressLine("reading", err)) {
      var found = new DeadLetterStore(kafka, reader).deadLetters(filter(), window(), bar);
      var unknown = new ArrayList<>(ids);
      found.forEach(entry -> unknown.remove(entry.deadLetter().id()));
      if (!unknown.isEmpty()) {
        throw new CommandFailure("there is no dead letter " + String.join(", ", unknown), 2);
      }
      return found;
    }
  }

  DeadLetterFilter filter() {
    try {
      var filter =
          DeadLetterFilter.of(service, destination, reason, "", now)
              .and(selection.of("", window(), now).predicate());
      return ids.isEmpty() ? filter : filter.withIds(Set.copyOf(ids));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure("--service: " + e.getMessage(), 2);
    }
  }
}
