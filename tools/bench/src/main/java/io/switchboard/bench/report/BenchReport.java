package io.switchboard.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.switchboard.contract.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * The report of a whole run.
 *
 * @param at when it ended
 */
public record BenchReport(Instant at, Machine machine, List<PartReport> parts) {
  public BenchReport {
    parts = List.copyOf(parts);
  }

  /** Writes JSON for {@link #read}. */
  public void write(Path file) throws IOException {
    Files.writeString(
        file, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
  }

  /**
   * Reads an earlier report.
   *
   * @throws IllegalArgumentException when the file has another content
   */
  public static BenchReport read(Path file) throws IOException {
    try {
      var report = Json.mapper().readValue(Files.readString(file), BenchReport.class);
      if (report == null || report.parts == null) {
        throw new IllegalArgumentException(file + " is not a report of the bench");
      }
      return report;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(file + " is not a report of the bench", e);
    }
  }
}
