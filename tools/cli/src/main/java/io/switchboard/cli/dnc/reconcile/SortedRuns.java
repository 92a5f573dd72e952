package io.switchboard.cli.dnc.reconcile;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeSet;

/**
 * Numbers on disk as sorted runs, and the position up to which CXone's list is in them. A run is
 * complete before the position that includes it is written, so that an interrupted download
 * continues there. The directory is readable by its owner only, because it contains phone numbers.
 */
final class SortedRuns {
  private static final String POSITION = "position";
  private static final String RUN = "run-";

  private final Path directory;

  SortedRuns(Path directory) {
    this.directory = directory;
  }

  /**
   * How far a list has been read.
   *
   * @param list identity of the list
   * @param begunAt when its first element was read: what the runs contain may be as old as that
   * @param skip elements that were read
   * @param runs number of runs that contain them
   * @param unreadable elements among them that are no numbers
   */
  record Position(String list, Instant begunAt, long skip, int runs, long unreadable) {
    static Position beginning(String list, Instant now) {
      return new Position(list, now, 0, 0, 0);
    }

    private String text() {
      return String.join("\n", list, "" + begunAt, "" + skip, "" + runs, "" + unreadable);
    }

    private static Optional<Position> parse(List<String> lines) {
      return lines.size() == 5
          ? Optional.of(
              new Position(
                  lines.get(0),
                  Instant.parse(lines.get(1)),
                  Long.parseLong(lines.get(2)),
                  Integer.parseInt(lines.get(3)),
                  Long.parseLong(lines.get(4))))
          : Optional.empty(); // of a version that kept no time
    }
  }

  /** The position of an earlier download of this list. */
  Optional<Position> position(String list) throws IOException {
    create();
    var file = directory.resolve(POSITION);
    return Files.exists(file)
        ? Position.parse(Files.readAllLines(file)).filter(known -> known.list().equals(list))
        : Optional.empty();
  }

  /**
   * Locks the directory for this comparison.
   *
   * @throws io.switchboard.cli.CommandFailure when another one uses it
   */
  WorkDirectoryLock lock() throws IOException {
    create();
    return WorkDirectoryLock.take(directory);
  }

  private void create() throws IOException {
    var parent = directory.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    try {
      Files.createDirectory(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (FileAlreadyExistsException _) {
      // of an interrupted download: continued below
    }
  }

  /** Writes a run, then the position that includes it. */
  Position write(Collection<String> numbers, Position before, long skip, long unreadable)
      throws IOException {
    replace(RUN + before.runs(), String.join("\n", new TreeSet<>(numbers)));
    var after = new Position(before.list(), before.begunAt(), skip, before.runs() + 1, unreadable);
    replace(POSITION, after.text());
    return after;
  }

  private void replace(String name, String text) throws IOException {
    var part = directory.resolve(name + ".part");
    Files.writeString(part, text);
    Files.move(part, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  /** All numbers up to a position, ascending; repeats stay. Close it before {@link #delete}. */
  MergedRuns merged(Position position) throws IOException {
    var merged = new MergedRuns();
    try {
      for (var run = 0; run < position.runs(); run++) {
        merged.add(Files.newBufferedReader(directory.resolve(RUN + run)));
      }
      return merged;
    } catch (IOException e) {
      merged.close();
      throw e;
    }
  }

  /** A file for other data of this comparison. */
  Path file(String name) throws IOException {
    create();
    return directory.resolve(name);
  }

  /** Deletes everything. */
  void delete() throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (var files = Files.list(directory)) {
      for (var file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  /** The merged runs. */
  static final class MergedRuns implements Iterator<String>, AutoCloseable {
    private record Head(String number, BufferedReader rest) {}

    private final PriorityQueue<Head> heads =
        new PriorityQueue<>(Comparator.comparing(Head::number));
    private final List<BufferedReader> readers = new ArrayList<>();

    private void add(BufferedReader reader) throws IOException {
      readers.add(reader);
      read(reader);
    }

    private void read(BufferedReader reader) throws IOException {
      var line = reader.readLine();
      if (line != null && !line.isEmpty()) {
        heads.add(new Head(line, reader));
      }
    }

    @Override
    public boolean hasNext() {
      return !heads.isEmpty();
    }

    @Override
    public String next() {
      var head = heads.poll();
      if (head == null) {
        throw new NoSuchElementException();
      }
      try {
        read(head.rest());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return head.number();
    }

    @Override
    public void close() throws IOException {
      for (var reader : readers) {
        reader.close();
      }
    }
  }
}
