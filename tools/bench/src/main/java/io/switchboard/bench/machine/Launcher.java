package io.switchboard.bench.machine;

import io.switchboard.testkit.process.ProcessSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** {@code ./switchboard}, which names itself to the bench, for what people start with it. */
public final class Launcher {
  private static final String VARIABLE = "SWITCHBOARD_LAUNCHER";

  private Launcher() {}

  /**
   * Its path.
   *
   * @throws IllegalStateException when the bench was started otherwise
   */
  public static Path path() {
    var launcher = System.getenv(VARIABLE);
    if (launcher == null) {
      throw new IllegalStateException("this part needs the launcher: ./switchboard bench PART");
    }
    return Path.of(launcher);
  }

  /**
   * Runs a command to its end and returns its seconds.
   *
   * @throws IllegalStateException when its exit code is not 0
   */
  public static double seconds(
      Path log, Duration timeout, Map<String, String> environment, String... arguments) {
    var beganAt = System.nanoTime();
    try (var process =
        ProcessSpec.command(path().toString())
            .named(String.join(" ", arguments))
            .arguments(arguments)
            .environment(environment)
            .logTo(log)
            .start()) {
      var code = process.awaitExit(timeout);
      if (code != 0) {
        throw new IllegalStateException(
            String.join(" ", arguments) + " ended with " + code + "; see " + log);
      }
    }
    return (System.nanoTime() - beganAt) / 1e9;
  }
}
