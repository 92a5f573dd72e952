package io.switchboard.cli.dlq;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.DeploymentOptions;
import io.switchboard.cli.ProgressLine;
import io.switchboard.cli.WindowOptions;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.replay.dlq.DeadLetterStore;
import io.switchboard.replay.dlq.DeadLetterStore.DeadLetterEntry;
import io.switchboard.replay.dlq.DeadLetterSummary;
import io.switchboard.replay.filter.Filter;
import io.switchboard.replay.filter.FilterSyntaxException;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.LogWindow;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Selects dead letters of a deployment; a picocli mixin. */
final class DeadLetterOptions {
  private final Instant now = Instant.now();

  @Mixin private final DeploymentOptions deployment = new DeploymentOptions();

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description = "Those of one service, like sink-postgres.")
  private @Nullable String service;

  @Option(
      names = "--destination",
      paramLabel = "NAME",
      description = "Those that this refused: a table, a processor, or like 'cxone outbound'.")
  private @Nullable String destination;

  @Option(
      names = "--reason",
      paramLabel = "WORD",
      description = "Those of one reason: an exception, an SQLSTATE, an HTTP status.")
  private @Nullable String reason;

  @Mixin private final WindowOptions window = new WindowOptions();

  @Option(
      names = "--where",
      paramLabel = "FILTER",
      description = "Those that fit, like: key prefix '+44' and header.dlq_class = '404'")
  private @Nullable String where;

  KafkaSettings kafka() {
    return deployment.kafka();
  }

  LogWindow window() {
    return window.window(now);
  }

  List<DeadLetterEntry> deadLetters(KafkaSettings kafka, LogReader reader, PrintWriter err) {
    try (var bar = new ProgressLine("reading", err)) {
      return new DeadLetterStore(kafka, reader).deadLetters(predicate(), window(), bar);
    }
  }

  Predicate<ConsumerRecord<byte[], byte[]>> predicate() {
    if (service != null && !DeadLetterStore.SERVICES.contains(service)) {
      throw new CommandFailure("--service: one of " + DeadLetterStore.SERVICES, 2);
    }
    Predicate<ConsumerRecord<byte[], byte[]>> named =
        record -> DeadLetterSummary.of(record).map(this::named).orElse(false);
    if (where == null) {
      return named;
    }
    try {
      return named.and(Filter.parse(where, now));
    } catch (FilterSyntaxException e) {
      throw new CommandFailure("--where: " + e.getMessage(), 2);
    }
  }

  private boolean named(DeadLetterSummary deadLetter) {
    return (service == null || deadLetter.service().equals(service))
        && (destination == null || deadLetter.destination().contains(destination))
        && (reason == null || deadLetter.reason().equalsIgnoreCase(reason));
  }
}
