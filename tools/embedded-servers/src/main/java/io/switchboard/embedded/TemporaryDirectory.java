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

  /** Closes a server and removes its directory when the process ends. */
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

  /** Removes a directory with everything in it. */
  static void delete(Path directory) throws IOException {
    try (var paths = Files.walk(directory)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (NoSuchFileException | UncheckedIOException _) {
      // a server's last file went away by itself while we walked: what is gone is what we want
      Files.deleteIfExists(directory.resolve("postmaster.pid"));
    }
  }
}
