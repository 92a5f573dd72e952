package io.switchboard.console.overview;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The samples of one service's {@code /metrics}, in Prometheus' text format.
 *
 * @param samples in the order of the page
 */
record MetricsPage(List<Sample> samples) {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)=\"([^\"\\\\]*)\"");

  /** One sample. */
  record Sample(String name, Map<String, String> labels, double value) {}

  /** Reads a service's page; nothing when it does not answer. */
  static Optional<MetricsPage> read(HttpClient http, String managementUrl) {
    try {
      var answer =
          http.send(
              HttpRequest.newBuilder(URI.create(managementUrl + "/metrics"))
                  .timeout(TIMEOUT)
                  .build(),
              BodyHandlers.ofLines());
      return answer.statusCode() == 200
          ? Optional.of(parse(answer.body().toList()))
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty(); // the service's own line says that it is unreachable
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** The samples of both. */
  MetricsPage and(MetricsPage other) {
    return new MetricsPage(Stream.concat(samples.stream(), other.samples.stream()).toList());
  }

  static MetricsPage parse(List<String> lines) {
    var samples = new ArrayList<Sample>();
    for (var line : lines) {
      if (!line.isBlank() && line.charAt(0) != '#') {
        sample(line).ifPresent(samples::add);
      }
    }
    return new MetricsPage(List.copyOf(samples));
  }

  private static Optional<Sample> sample(String line) {
    var open = line.indexOf('{');
    var close = line.lastIndexOf('}');
    var end = open < 0 ? line.indexOf(' ') : close + 1;
    if (end <= 0) {
      return Optional.empty();
    }
    var labels = new HashMap<String, String>();
    if (open >= 0) {
      var match = LABEL.matcher(line).region(open, close);
      while (match.find()) {
        labels.put(match.group(1), match.group(2));
      }
    }
    try {
      var value = Double.parseDouble(line.substring(end).strip().split(" ", 2)[0]);
      return Optional.of(
          new Sample(line.substring(0, open < 0 ? end : open), Map.copyOf(labels), value));
    } catch (NumberFormatException _) {
      return Optional.empty(); // +Inf and NaN are written otherwise; none of them is shown
    }
  }

  /** The sum of a metric over all its labels; 0 when there is none. */
  double sum(String name) {
    return samples.stream()
        .filter(sample -> sample.name().equals(name))
        .mapToDouble(Sample::value)
        .sum();
  }

  /** The sums of a metric by one of its labels. */
  Map<String, Double> sumBy(String name, String label) {
    var sums = new HashMap<String, Double>();
    samples.stream()
        .filter(sample -> sample.name().equals(name))
        .forEach(
            sample ->
                sums.merge(sample.labels().getOrDefault(label, ""), sample.value(), Double::sum));
    return sums;
  }
}
