package io.switchboard.bench.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The metrics of a service, as Prometheus reads them. */
public record ScrapedMetrics(List<String> lines) {

  /** Reads the page of a service on this machine. */
  public static ScrapedMetrics read(int managementPort) {
    var uri = URI.create("http://127.0.0.1:" + managementPort + "/metrics");
    try (var in = uri.toURL().openStream()) {
      return new ScrapedMetrics(
          new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The sum of a metric over all its labels.
   *
   * @param label only series that contain this text, for example {@code how="fallback"}
   */
  public double sum(String metric, String label) {
    return lines.stream()
        .filter(line -> line.startsWith(metric + "{") && line.contains(label))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
