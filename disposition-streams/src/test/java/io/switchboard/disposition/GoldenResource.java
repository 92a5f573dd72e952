package io.switchboard.disposition;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Files that hold what the outside sees, as it must stay. */
final class GoldenResource {
  private GoldenResource() {}

  static String read(String name) throws IOException {
    try (var in = GoldenResource.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
