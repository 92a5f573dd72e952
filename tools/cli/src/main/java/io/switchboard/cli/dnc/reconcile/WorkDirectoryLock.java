package io.switchboard.cli.dnc.reconcile;

import io.switchboard.cli.CommandFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;

/**
 * One comparison at a time uses a work directory: a second one would delete the files of the first.
 * The lock ends with the process.
 */
final class WorkDirectoryLock implements AutoCloseable {
  private static final String FILE = "lock";

  private final FileChannel channel;

  private WorkDirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock of an existing directory.
   *
   * @throws CommandFailure when another comparison has it, or the directory cannot be written, as
   *     one that another user has left in /tmp
   */
  static WorkDirectoryLock take(Path directory) throws IOException {
    var file = directory.resolve(FILE);
    while (true) {
      var channel = open(file, directory);
      if (!isLocked(channel)) {
        channel.close();
        throw new CommandFailure(
            "another comparison uses "
                + directory
                + "; wait for its end, or set another --work-dir");
      }
      var mine = UUID.randomUUID().toString();
      channel.truncate(0).write(ByteBuffer.wrap(mine.getBytes(StandardCharsets.US_ASCII)));
      if (contains(file, mine)) {
        return new WorkDirectoryLock(channel);
      }
      channel.close(); // the former owner has deleted this file at its end
    }
  }

  private static FileChannel open(Path file, Path directory) throws IOException {
    try {
      return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (FileSystemException e) {
      throw new CommandFailure(
          "cannot write to %s (%s): it belongs to %s; set another --work-dir"
              .formatted(
                  directory,
                  Objects.requireNonNullElse(e.getReason(), "permission denied"),
                  Files.getOwner(directory)));
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false; // another comparison of this process
    }
  }

  private static boolean contains(Path file, String text) throws IOException {
    try {
      return Files.readString(file).equals(text);
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
