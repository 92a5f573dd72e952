package io.switchboard.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;

/** A directory for servers that live as long as this process. */
final class TemporaryDirectory {
  private TemporaryDirectory() {}

  static Path create(String what) {
    try {
      return Files.createTempDirectory("switchboard-" + what + "-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes a server and deletes its directory when the process ends. */
  static void atExit(AutoCloseable server, Path directory) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> closeAndDelete(server, directory)));
  }

  private static void closeAndDelete(AutoCloseable server, Path directory) {
    try {
      server.close();
      delete(directory);
    } catch (Exception e) {
      throw new IllegalStateException("could not clean up " + directory, e);
    }
  }

  /** Deletes a directory with its content. */
  static void delete(Path directory) throws IOException {
    try (var paths = Files.walk(directory)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (NoSuchFileException | UncheckedIOException _) {
      // a file that has disappeared meanwhile is not an error
      Files.deleteIfExists(directory.resolve("postmaster.pid"));
    }
  }
}
