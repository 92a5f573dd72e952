package io.switchboard.e2e.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.contract.settings.Environment;
import io.switchboard.disposition.DispositionService;
import io.switchboard.dnc.DncService;
import io.switchboard.service.HealthChecks;
import io.switchboard.streams.StreamsOptions;
import io.switchboard.streams.StreamsService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Records per second of the services as they are shipped, as a ratio to {@link TrivialStreams} with
 * the same guarantee, batches, commit interval and input, by turns in one run; the median of the
 * rounds is printed. Only the machine to itself gives a figure worth quoting.
 *
 * <p>{@code -Drecords=200000 -Drounds=3}
 */
@Tag("long")
final class StreamsThroughputTest {
  private static final int RECORDS = Integer.getInteger("records", 200_000);
  private static final int ROUNDS = Integer.getInteger("rounds", 3);

  @TempDir private Path directory;

  /** One way through a service: what is put in, where, and where that many records come out. */
  private record Way(
      String name, Consumer<LoadTopics> fill, String input, String output, Starter service) {}

  private interface Starter {
    AutoCloseable start(Environment environment);
  }

  @Test
  void shouldClassifyNearlyAsFastAsATrivialTopologyCopies() throws Exception {
    compare(
        new Way(
            "call results to classified",
            topics -> topics.fillCallResults(RECORDS),
            "cxone.call-results",
            "dispositions.classified",
            DispositionService::start));
  }

  @Test
  void shouldDecideNearlyAsFastAsATrivialTopologyCopies() throws Exception {
    compare(
        new Way(
            "dnc.events to dnc.decisions",
            topics -> topics.fillDncEvents(RECORDS),
            "dnc.events",
            "dnc.decisions",
            DncService::start));
  }

  @Test
  void shouldBringOptOutsFromTheWebhookToTheirDecisions() throws Exception {
    compare(
        new Way(
            "cxone.dnc-events to dnc.decisions, through dnc.events",
            topics -> topics.fillDncWebhook(RECORDS),
            "cxone.dnc-events",
            "dnc.decisions",
            DncService::start));
  }

  @SuppressWarnings("SystemOut") // the figures are what it is for
  private void compare(Way way) throws Exception {
    var trivial = new ArrayList<Double>();
    var service = new ArrayList<Double>();
    for (var round = 1; round <= ROUNDS; round++) {
      try (var topics = new LoadTopics()) {
        way.fill().accept(topics);
        trivial.add(trivial(topics, way, state("trivial" + round)));
        service.add(service(topics, way, state("service" + round)));
      }
      print(way, "round " + round, trivial.getLast(), service.getLast());
    }
    print(way, "median", median(trivial), median(service));
    assertThat(service).allSatisfy(rate -> assertThat(rate).isPositive());
  }

  private double trivial(LoadTopics topics, Way way, Path state) throws Exception {
    topics.create("copied", "trivial.dlq");
    var topology = TrivialStreams.topology(topics.name(way.input()), topics.name("copied"));
    try (var _ =
        StreamsService.start(
            "trivial",
            topology,
            topics.kafka(),
            StreamsOptions.in(state).unhurried(),
            new HealthChecks(),
            new SimpleMeterRegistry())) {
      return topics.rate("copied", RECORDS);
    }
  }

  private double service(LoadTopics topics, Way way, Path state) throws Exception {
    try (var _ = way.service().start(topics.environment(state))) {
      return topics.rate(way.output(), RECORDS);
    }
  }

  private Path state(String name) throws Exception {
    return Files.createTempDirectory(directory, name);
  }

  @SuppressWarnings("SystemOut")
  private static void print(Way way, String what, double trivial, double service) {
    System.out.printf(
        "%s: %s: trivial %.0f/s, service %.0f/s, ratio %.2f%n",
        way.name(), what, trivial, service, service / trivial);
  }

  private static double median(List<Double> figures) {
    return figures.stream().sorted().toList().get(figures.size() / 2);
  }
}
