package io.switchboard.dnc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares with a file on record; {@code -Dgolden=write} writes it anew, for review in a diff. */
final class GoldenFile {
  private GoldenFile() {}

  static void assertSame(String name, String actual) {
    var file = Path.of("src/test/resources/golden", name);
    try {
      if ("write".equals(System.getProperty("golden"))) {
        Files.writeString(file, actual);
      }
      assertThat(actual).as("the golden file %s", name).isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
