package io.switchboard.cli.dnc.reconcile;

import io.switchboard.cli.dnc.reconcile.comparison.Finding;
import io.switchboard.cli.dnc.reconcile.comparison.RegistryEntry;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The differences in a file, because there may be millions: written once, read for each use. */
final class ListDifferences implements AutoCloseable {
  private static final String TAB = "\t";

  private final Path file;
  private final BufferedWriter writer;

  ListDifferences(Path file) throws IOException {
    this.file = file;
    this.writer = Files.newBufferedWriter(file);
  }

  /** Writes one. */
  Consumer<Finding> consumer() {
    return finding -> {
      try {
        writer.write(line(finding));
        writer.newLine();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  /** All of them, ascending by number; close the stream. */
  @SuppressWarnings("StreamResourceLeak") // the caller closes it
  Stream<Finding> read() throws IOException {
    writer.flush();
    return Files.lines(file).map(ListDifferences::finding);
  }

  private static String line(Finding finding) {
    return switch (finding) {
      case Finding.WouldCall(var entry) -> "would-call" + TAB + text(entry);
      case Finding.BlocksAllowed(var entry) -> "blocks-allowed" + TAB + text(entry);
      case Finding.BlocksUnknown(var number) -> "blocks-unknown" + TAB + number;
    };
  }

  private static String text(RegistryEntry entry) {
    return String.join(
        TAB,
        entry.number(),
        entry.eventTime().toString(),
        entry.eventId(),
        entry.source(),
        entry.receivedAt().toString());
  }

  private static Finding finding(String line) {
    var parts = line.split(TAB, -1);
    return switch (parts[0]) {
      case "would-call" -> new Finding.WouldCall(entry(parts, true));
      case "blocks-allowed" -> new Finding.BlocksAllowed(entry(parts, false));
      default -> new Finding.BlocksUnknown(parts[1]);
    };
  }

  private static RegistryEntry entry(String[] parts, boolean doNotCall) {
    return new RegistryEntry(
        parts[1], doNotCall, Instant.parse(parts[2]), parts[3], parts[4], Instant.parse(parts[5]));
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
