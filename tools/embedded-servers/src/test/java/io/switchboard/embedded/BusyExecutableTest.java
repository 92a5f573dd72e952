package io.switchboard.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** An executable that another process still has open for writing; only Linux refuses to run it. */
@EnabledOnOs(OS.LINUX)
@Isolated("a process that another test starts would keep the executable busy")
final class BusyExecutableTest {

  @Test
  void shouldRetryUntilNoProcessHasTheExecutableOpenForWriting(@TempDir Path directory)
      throws Exception {
    var executable = executable(directory);
    var writer = Files.newOutputStream(executable, StandardOpenOption.APPEND);
    var attempts = new AtomicInteger();

    var process =
        EmbeddedRedis.launch(
            new ProcessBuilder(executable.toString()),
            () -> {
              if (attempts.incrementAndGet() == 3) {
                writer.close();
              }
            });

    assertThat(process.waitFor()).isZero();
    assertThat(attempts).hasValue(3);
  }

  @Test
  void shouldGiveUpOnWhatStaysBusyAndSayWhy(@TempDir Path directory) throws Exception {
    var executable = executable(directory);
    try (var _ = Files.newOutputStream(executable, StandardOpenOption.APPEND)) {

      assertThatThrownBy(
              () -> EmbeddedRedis.launch(new ProcessBuilder(executable.toString()), () -> {}))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Text file busy");
    }
  }

  private static Path executable(Path directory) throws IOException {
    var executable = Files.copy(Path.of("/bin/true"), directory.resolve("program"));
    assertThat(executable.toFile().setExecutable(true)).isTrue();
    return executable;
  }
}
