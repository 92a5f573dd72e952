package io.switchboard.bench.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Predicate;

/** Directories of the bench, deleted at its end. */
public final class Directories {
  private Directories() {}

  /** Deletes one with its content. */
  public static void delete(Path directory) {
    delete(directory, _ -> true);
  }

  /** Deletes the selected content. */
  static void delete(Path directory, Predicate<Path> goes) {
    try (var paths = Files.walk(directory)) {
      for (var path : paths.filter(goes).sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
