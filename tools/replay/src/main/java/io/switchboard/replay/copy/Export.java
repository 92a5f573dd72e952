package io.switchboard.replay.copy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.contract.json.Json;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.OffsetRange;
import io.switchboard.replay.reading.Progress;
import io.switchboard.replay.text.NumberMasking;
import io.switchboard.replay.text.ValueCells;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Writes the records of a selection to a file, each exactly once, also after interruptions.
 *
 * <p>While the file is incomplete, {@code FILE.progress} contains the length of the file and the
 * offsets at the last time both were safe on disk. Resuming truncates the file to that length and
 * continues at those offsets.
 */
public final class Export {
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(1);

  /** More fields than these are left out: then they are keys of a map rather than fields. */
  private static final int MAX_COLUMNS = 500;

  private final Path file;
  private final FileFormat format;
  private final NumberMasking numbers;

  public Export(Path file, NumberMasking numbers) {
    this.file = file;
    this.format = FileFormat.of(file);
    this.numbers = numbers;
  }

  /**
   * The progress of an export.
   *
   * @param length bytes of the file that are complete
   * @param ranges the ordered ranges
   * @param next the next offset, by partition number; a range without one is untouched
   * @param reveal whether numbers are written unmasked
   * @param columns of values in a table; null in a file of an earlier version
   */
  record Mark(
      Selection selection,
      @Nullable List<String> columns,
      List<Part> ranges,
      Map<Integer, Long> next,
      long length,
      boolean reveal) {
    /** A range of the topic. */
    record Part(int partition, long from, long to) {}

    List<OffsetRange> whole() {
      return ranges.stream()
          .map(
              part ->
                  new OffsetRange(
                      new TopicPartition(selection.topic(), part.partition()),
                      part.from(),
                      part.to()))
          .toList();
    }

    List<OffsetRange> open() {
      return whole().stream()
          .map(
              range ->
                  range.startingAt(next.getOrDefault(range.partition().partition(), range.from())))
          .filter(range -> range.length() > 0)
          .toList();
    }
  }

  /** Whether an interrupted export can be resumed. */
  public boolean begun() {
    return Files.exists(progressFile());
  }

  /**
   * Starts a new file.
   *
   * @throws IllegalStateException when the file exists
   */
  public long write(
      LogReader reader, Selection selection, List<OffsetRange> ranges, Progress progress) {
    if (Files.exists(file)) {
      throw new IllegalStateException(
          file + " exists already; choose another name" + (begun() ? ", or resume it" : ""));
    }
    var parts =
        ranges.stream()
            .map(range -> new Mark.Part(range.partition().partition(), range.from(), range.to()))
            .toList();
    var columns = format == FileFormat.CSV ? columns(reader, ranges, selection) : List.<String>of();
    var mark = new Mark(selection, columns, parts, Map.of(), 0, numbers == NumberMasking.REVEALED);
    try {
      save(mark);
      return goOn(reader, mark, progress);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** The fields of the values, in the order in which the records have them; reads them once. */
  private List<String> columns(LogReader reader, List<OffsetRange> ranges, Selection selection) {
    var wanted = selection.predicate();
    var columns = new LinkedHashSet<String>();
    var reading = reader.read(ranges);
    while (!reading.finished()) {
      for (var record : reading.poll()) {
        if (columns.size() < MAX_COLUMNS && wanted.test(record)) {
          columns.addAll(ValueCells.of(record.value(), numbers).keySet());
        }
      }
    }
    return columns.stream().limit(MAX_COLUMNS).toList();
  }

  /**
   * Resumes an interrupted export with its original options. Returns the number of added records.
   */
  public long resume(LogReader reader, Progress progress) {
    try {
      var mark = Json.mapper().readValue(Files.readString(progressFile()), Mark.class);
      if (mark.reveal() != (numbers == NumberMasking.REVEALED)) {
        throw new IllegalStateException(
            "it was begun with"
                + (mark.reveal() ? "" : "out")
                + " --reveal, and one file is written in one way");
      }
      return goOn(reader, mark, progress);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private long goOn(LogReader reader, Mark begun, Progress progress) throws IOException {
    var columns = begun.columns();
    if (columns == null) {
      throw new IllegalStateException(
          file + " was begun by an earlier version: delete it and its .progress, and start again");
    }
    var wanted = begun.selection().predicate();
    var whole = begun.whole().stream().mapToLong(OffsetRange::length).sum();
    var left = begun.open().stream().mapToLong(OffsetRange::length).sum();
    var written = 0L;
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.truncate(begun.length()).position(begun.length());
      var out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
      if (begun.length() == 0) {
        out.write(format.header(columns).getBytes(UTF_8));
      }
      var next = new HashMap<>(begun.next());
      var markedAt = System.nanoTime();
      var reading = reader.read(begun.open());
      while (!reading.finished()) {
        for (var record : reading.poll()) {
          if (wanted.test(record)) {
            out.write(format.line(record, numbers, columns).getBytes(UTF_8));
            written++;
          }
        }
        reading.positions().forEach((tp, offset) -> next.put(tp.partition(), offset));
        if (System.nanoTime() - markedAt > CHECKPOINT_INTERVAL.toNanos()) {
          mark(begun, next, channel, out);
          markedAt = System.nanoTime();
        }
        progress.at(whole - left + reading.done(), whole);
      }
      out.flush();
      channel.force(true);
    }
    Files.deleteIfExists(progressFile());
    return written;
  }

  private void mark(Mark begun, Map<Integer, Long> next, FileChannel channel, OutputStream out)
      throws IOException {
    out.flush();
    channel.force(false);
    save(
        new Mark(
            begun.selection(),
            begun.columns(),
            begun.ranges(),
            Map.copyOf(next),
            channel.position(),
            begun.reveal()));
  }

  private void save(Mark mark) throws IOException {
    var beside = progressFile().resolveSibling(progressFile().getFileName() + ".new");
    JsonNode json = Json.mapper().valueToTree(mark);
    Files.writeString(beside, json.toString());
    Files.move(
        beside,
        progressFile(),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** The progress file of an incomplete export. */
  public Path progressFile() {
    return file.resolveSibling(file.getFileName() + ".progress");
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
  }
}
