package io.switchboard.ingress.proofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.code_intelligence.jazzer.Jazzer;
import io.switchboard.ingress.authentication.SignatureFuzzer;
import io.switchboard.ingress.nice.NiceFuzzer;
import io.switchboard.ingress.webhook.WebhookFuzzer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Coverage-guided fuzzing by jazzer, in a process of its own, for five minutes each (system
 * property {@code fuzz.seconds}). What was learnt stays in target/fuzz, so that a run that was
 * interrupted goes on from there; what has been proven at a commit is not run again. What it finds
 * goes into src/test/resources/fuzz, for the suite.
 */
@Tag("long")
class FuzzingTest {
  private static final int SECONDS = Integer.getInteger("fuzz.seconds", 300);
  private static final Path LEARNT = Path.of("target/fuzz");
  private static final Path PROVEN = LEARNT.resolve("proven");

  @ParameterizedTest
  @ValueSource(
      strings = {"call-result", "data-actions", "dnc", "simulator", "ivr-menu", "dnc-check"})
  void shouldFindNoBodyThatBreaksAParser(String route) throws Exception {
    prove(WebhookFuzzer.class, "webhooks", route);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nice-studio-menu", "nice-vah-exchange"})
  void shouldFindNoBodyThatBreaksAnEndpointForCallers(String route) throws Exception {
    prove(NiceFuzzer.class, "nice", route);
  }

  @Test
  void shouldFindNoSignatureThatGetsInOrBreaks() throws Exception {
    prove(SignatureFuzzer.class, "signatures", "signatures");
  }

  private static void prove(Class<?> fuzzer, String corpus, String target) throws Exception {
    var proof = commit() + " " + target + " " + SECONDS + " s";
    assumeFalse(isProven(proof), () -> "proven before: " + proof);

    assertThat(fuzz(fuzzer, corpus, target)).contains("DONE").doesNotContain("== Java Exception");

    Files.writeString(PROVEN, proof + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static boolean isProven(String proof) throws IOException {
    return Files.exists(PROVEN) && Files.readAllLines(PROVEN).contains(proof);
  }

  /** What is checked out; with changes of its own it is proven anew each time. */
  private static String commit() throws IOException, InterruptedException {
    var git =
        new ProcessBuilder("git", "describe", "--always", "--abbrev=12", "--dirty=-" + now())
            .redirectErrorStream(true)
            .start();
    var said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return git.waitFor() == 0 ? said : "unknown-" + now();
  }

  private static String now() {
    return Long.toString(System.currentTimeMillis());
  }

  private static String fuzz(Class<?> fuzzer, String corpus, String target)
      throws IOException, InterruptedException {
    var learnt = Files.createDirectories(LEARNT.resolve(target)).toAbsolutePath();
    var log = LEARNT.resolve(target + ".log");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "--enable-native-access=ALL-UNNAMED"));
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Jazzer.class.getName()));
    command.add("--target_class=" + fuzzer.getName());
    command.add("--target_args=" + target);
    command.add("--instrumentation_includes=io.switchboard.**:com.fasterxml.jackson.core.**");
    command.add("--reproducer_path=" + learnt.getParent());
    command.addAll(List.of("-max_total_time=" + SECONDS, "-max_len=4096", "-print_final_stats=1"));
    command.add("-artifact_prefix=" + learnt.getParent() + "/" + target + "-");
    command.add(learnt.toString());
    command.add(FuzzCorpusTest.CORPUS.resolve(corpus).toAbsolutePath().toString());
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!process.waitFor(SECONDS + 180L, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    var output = Files.readString(log);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
