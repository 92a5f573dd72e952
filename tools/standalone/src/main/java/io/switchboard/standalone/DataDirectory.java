package io.switchboard.standalone;

import io.switchboard.embedded.EmbeddedDatabase;
import io.switchboard.embedded.EmbeddedRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory with the state of {@code up}, used by one process at a time. The file lock belongs
 * to the process, so it ends with it, also after a kill.
 */
final class DataDirectory implements AutoCloseable {
  /** The file with the addresses, as NAME=value lines. */
  static final String ADDRESSES = "up.env";

  private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);

  private final Path path;
  private final FileChannel lock;

  private DataDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Locks the directory, and creates it when it does not exist.
   *
   * @throws IllegalStateException when another {@code up} uses it
   */
  static DataDirectory take(Path path) {
    try {
      Files.createDirectories(path);
      var file = path.resolve("up.lock");
      var channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ);
      if (tryLock(channel) == null) {
        var holder = Files.readString(file).strip();
        channel.close();
        throw new IllegalStateException(
            "the data directory is in use by another `up` (process "
                + holder
                + "): "
                + path
                + "; stop it, or use another directory with --data-dir");
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
      return new DataDirectory(path, channel);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the data directory " + path, e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null; // locked by this process
    }
  }

  /** Stops PostgreSQL and Redis processes that a killed {@code up} left running. */
  void stopOrphans() {
    EmbeddedDatabase.stopOrphan(postgres())
        .ifPresent(
            pid -> LOG.warn("Stopped PostgreSQL (process {}), left running by a killed up", pid));
    EmbeddedRedis.stopOrphan(redis())
        .ifPresent(pid -> LOG.warn("Stopped Redis (process {}), left running by a killed up", pid));
  }

  /** The broker's log. */
  Path kafka() {
    return path.resolve("kafka");
  }

  /** PostgreSQL's data. */
  Path postgres() {
    return path.resolve("postgres");
  }

  /** Redis's append-only file. */
  Path redis() {
    return path.resolve("redis");
  }

  /** The local state of a service. */
  Path state(String service) {
    return path.resolve("state").resolve(service);
  }

  /** Creates a directory when it does not exist. */
  static Path create(Path directory) {
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create " + directory, e);
    }
  }

  /** Writes the addresses to a file for other commands; only the owner may read it. */
  void writeAddresses(Map<String, String> addresses) {
    var text =
        new TreeMap<>(addresses)
            .entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                .collect(Collectors.joining());
    try {
      var file = path.resolve(ADDRESSES + ".new");
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, text);
      Files.move(file, path.resolve(ADDRESSES), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the addresses in " + path, e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(path.resolve(ADDRESSES));
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot release " + path, e);
    }
  }
}
