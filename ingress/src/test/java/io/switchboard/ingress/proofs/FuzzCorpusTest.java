package io.switchboard.ingress.proofs;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.switchboard.ingress.authentication.SignatureFuzzer;
import io.switchboard.ingress.nice.NiceFuzzer;
import io.switchboard.ingress.webhook.WebhookFuzzer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the fuzzers have learnt, again; and a few thousand seeded mutations of it. */
class FuzzCorpusTest {
  static final Path CORPUS = Path.of("src/test/resources/fuzz");
  private static final long SEED = 20_261_123;
  private static final int MUTATIONS = 60;

  @Test
  void shouldStandTheBodiesThatTheFuzzerFound() {
    replay("webhooks", WebhookFuzzer::fuzzerTestOneInput);
  }

  @Test
  void shouldAnswerNiceWhateverItsBody() {
    replay("nice", NiceFuzzer::fuzzerTestOneInput);
    replay("webhooks", NiceFuzzer::fuzzerTestOneInput);
  }

  @Test
  void shouldStandTheSignaturesThatTheFuzzerFound() {
    replay("signatures", SignatureFuzzer::fuzzerTestOneInput);
  }

  private static void replay(String name, Consumer<byte[]> fuzzer) {
    var random = new Random(SEED);
    try (Stream<Path> files = Files.list(CORPUS.resolve(name))) {
      for (var file : files.sorted().toList()) {
        var bytes = Files.readAllBytes(file);
        assertThatCode(() -> fuzzer.accept(bytes)).as("%s", file).doesNotThrowAnyException();
        for (var i = 0; i < MUTATIONS; i++) {
          var mutated = mutated(bytes, random);
          var round = i;
          assertThatCode(() -> fuzzer.accept(mutated))
              .as("%s, mutation %s", file, round)
              .doesNotThrowAnyException();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] mutated(byte[] bytes, Random random) {
    var copy = bytes.clone();
    for (var i = 0; copy.length > 0 && i <= random.nextInt(4); i++) {
      copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
    }
    return copy;
  }
}
