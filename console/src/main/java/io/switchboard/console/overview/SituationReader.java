package io.switchboard.console.overview;

import io.switchboard.replay.status.DeploymentReport;
import io.switchboard.replay.status.DeploymentStatus;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.task.ScheduledTask;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the deployment's state every {@link #INTERVAL}, once for all browsers. */
public final class SituationReader implements AutoCloseable {
  /** How old the page's figures may be while everything answers. */
  public static final Duration INTERVAL = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(SituationReader.class);
  private static final String INGRESS = "ingress";
  private static final String SINK = "sink-postgres";

  private final DeploymentStatus status;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private volatile Situation latest;
  private final ScheduledTask timer;

  /** Starts to read. */
  public SituationReader(DeploymentStatus status, HealthChecks health) {
    this.status = status;
    this.latest = unknown(status);
    this.timer =
        ScheduledTask.withFixedDelay("situation", health, Duration.ZERO, INTERVAL, this::read);
  }

  /** The newest reading. */
  public Situation latest() {
    return latest;
  }

  private static Situation unknown(DeploymentStatus status) {
    return new Situation(
        Instant.EPOCH,
        new DeploymentReport(status.addresses(), List.of(), Map.of(), Map.of(), "", ""),
        Map.of(),
        0,
        0,
        List.of(),
        Duration.ZERO,
        0);
  }

  private void read() {
    try {
      var report = status.read();
      var ingress = metrics(report, INGRESS);
      var sink = metrics(report, SINK);
      var dnc = metrics(report, "dnc-streams");
      var now = Instant.now();
      var attempts = (long) sum(sink, "cxone_push_attempts_total");
      latest =
          new Situation(
              now,
              report,
              rounded(ingress, "menu_answers_total", "how"),
              attempts,
              rate(attempts, now),
              paused(sink),
              Duration.ofSeconds((long) sum(sink, "cxone_oldest_unconfirmed_opt_out_age_seconds")),
              (long) sum(dnc, "dnc_unresolved"));
    } catch (RuntimeException e) { // an exception would end the schedule
      LOG.warn(
          "Cannot read the state of the deployment; retrying in {} s", INTERVAL.toSeconds(), e);
    }
  }

  /** The samples of all instances that answer, as one page. */
  private Optional<MetricsPage> metrics(DeploymentReport report, String service) {
    return report.services().stream()
        .filter(instance -> instance.service().equals(service) && instance.answers())
        .flatMap(instance -> MetricsPage.read(http, instance.url()).stream())
        .reduce(MetricsPage::and);
  }

  private static double sum(Optional<MetricsPage> page, String name) {
    return page.map(it -> it.sum(name)).orElse(0.0);
  }

  private double rate(long attempts, Instant now) {
    var before = latest;
    var seconds = Duration.between(before.readAt(), now).toMillis() / 1_000.0;
    var more = attempts - before.pushAttempts();
    return before.readAt().equals(Instant.EPOCH) || more < 0 ? 0 : more / seconds;
  }

  private static Map<String, Long> rounded(Optional<MetricsPage> page, String name, String label) {
    var sums = new TreeMap<String, Long>();
    page.map(it -> it.sumBy(name, label))
        .orElse(Map.of())
        .forEach((key, value) -> sums.put(key, Math.round(value)));
    return sums;
  }

  private static List<String> paused(Optional<MetricsPage> sink) {
    return sink
        .map(page -> page.sumBy("cxone_push_paused", "kind"))
        .orElse(Map.of())
        .entrySet()
        .stream()
        .filter(entry -> entry.getValue() > 0)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  @Override
  public void close() {
    timer.close();
    http.shutdownNow();
  }
}
