package io.switchboard.ingress.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.Jazzer;
import io.switchboard.ingress.authentication.SignatureFuzzer;
import io.switchboard.ingress.http.WebhookFuzzer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Coverage-guided fuzzing by jazzer, in a process of its own, for five minutes each (system
 * property {@code fuzz.seconds}). What it finds goes into src/test/resources/fuzz, for the suite.
 */
@Tag("long")
class FuzzingTest {
  private static final int SECONDS = Integer.getInteger("fuzz.seconds", 300);
  @TempDir private Path directory;

  @Test
  void shouldFindNoBodyThatBreaksAWebhook() throws Exception {
    assertThat(fuzz(WebhookFuzzer.class, "webhooks"))
        .contains("DONE")
        .doesNotContain("== Java Exception");
  }

  @Test
  void shouldFindNoSignatureThatGetsInOrBreaks() throws Exception {
    assertThat(fuzz(SignatureFuzzer.class, "signatures"))
        .contains("DONE")
        .doesNotContain("== Java Exception");
  }

  private String fuzz(Class<?> target, String corpus) throws IOException, InterruptedException {
    var found = Files.createDirectories(directory.resolve(corpus));
    var log = directory.resolve(corpus + ".log");
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx1g",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            Jazzer.class.getName(),
            "--target_class=" + target.getName(),
            "--instrumentation_includes=io.switchboard.**:com.fasterxml.jackson.core.**",
            "--reproducer_path=" + directory,
            "-max_total_time=" + SECONDS,
            "-max_len=4096",
            "-print_final_stats=1",
            "-artifact_prefix=" + directory + "/",
            found.toString(),
            FuzzCorpusTest.CORPUS.resolve(corpus).toAbsolutePath().toString());
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!process.waitFor(SECONDS + 180L, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    var output = Files.readString(log);
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }
}
