package io.switchboard.console.overview;

import io.switchboard.replay.dlq.DeadLetterStore;
import io.switchboard.replay.status.DeploymentReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the first page shows.
 *
 * @param readAt when it was read; the page shows its age
 * @param menuAnswers answers to waiting callers since the start of ingress, by how
 * @param pushAttempts requests to CXone since the start of the sink
 * @param pushRate requests to CXone a second between the last two readings
 * @param pausedKinds kinds of pushes that are paused
 * @param oldestUnconfirmed age of the oldest opt-out that CXone has not confirmed
 */
public record Situation(
    Instant readAt,
    DeploymentReport report,
    Map<String, Long> menuAnswers,
    long pushAttempts,
    double pushRate,
    List<String> pausedKinds,
    Duration oldestUnconfirmed,
    long unresolved) {

  /** Something for a person to do, with the page where it is done. */
  public record Task(String text, String link) {}

  /** What needs a person now, the most urgent first. */
  public List<Task> tasks() {
    var tasks = new ArrayList<Task>();
    if (!report.kafka().isEmpty()) {
      tasks.add(new Task(report.kafka(), "#services"));
    }
    if (!report.database().isEmpty()) {
      tasks.add(new Task("sink-postgres: " + report.database(), "#services"));
    }
    for (var service : report.services()) {
      if (!service.status().equals("ready")) {
        tasks.add(new Task(report.label(service) + " is " + service.status(), "#services"));
      }
    }
    if (unresolved > 0) {
      tasks.add(
          new Task(
              unresolved == 1 ? "1 opt-out has no number" : unresolved + " opt-outs have no number",
              "/consent"));
    }
    if (oldestUnconfirmed.compareTo(Duration.ofMinutes(15)) > 0) {
      tasks.add(
          new Task(
              "CXone has not confirmed an opt-out for " + words(oldestUnconfirmed), "/consent"));
    }
    for (var kind : pausedKinds) {
      tasks.add(new Task("Pushes of kind " + kind + " are paused", "/pushes"));
    }
    report.deadLetters().forEach((topic, count) -> tasks.add(deadLetters(topic, count)));
    return List.copyOf(tasks);
  }

  /** The topics of the report are named as on the cluster, with the deployment's prefix. */
  private static Task deadLetters(String topic, long count) {
    var letters = count == 1 ? "1 dead letter of " : count + " dead letters of ";
    return DeadLetterStore.SERVICES.stream()
        .filter(service -> topic.endsWith(service + ".dlq"))
        .findFirst()
        .map(service -> new Task(letters + service, "/dead-letters?service=" + service))
        .orElseGet(() -> new Task(letters + topic, "/dead-letters"));
  }

  /** A duration for people: 3 min, 5 h, 2 d. */
  public static String words(Duration duration) {
    if (duration.toMinutes() < 1) {
      return duration.toSeconds() + " s";
    }
    if (duration.toHours() < 1) {
      return duration.toMinutes() + " min";
    }
    return duration.toDays() < 2 ? duration.toHours() + " h" : duration.toDays() + " d";
  }
}
