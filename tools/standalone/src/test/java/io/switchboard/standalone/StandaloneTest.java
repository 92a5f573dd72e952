package io.switchboard.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.embedded.EmbeddedDatabase;
import io.switchboard.embedded.FreePorts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StandaloneTest {

  @Test
  void shouldTellWhatEndedByItselfOnAnInfrastructureOfItsOwn(@TempDir Path dir) throws Exception {
    try (var standalone = new Standalone(new UpSettings(dir, freePorts(), Map.of(), true, 0))) {
      var addresses = standalone.start();
      var fault = CompletableFuture.supplyAsync(standalone::awaitFailure);

      assertThat(addresses)
          .containsOnlyKeys("KAFKA_BOOTSTRAP_SERVERS", "DATABASE_URL", "REDIS_URL");
      assertThat(dir.resolve("up.env")).exists();
      assertThat(EmbeddedDatabase.stopOrphan(dir.resolve("postgres"))).isPresent();
      assertThat(fault.get(30, TimeUnit.SECONDS)).contains("PostgreSQL").contains("has ended");
    }
    assertThat(dir.resolve("up.env")).doesNotExist();
  }

  private static Ports freePorts() {
    return new Ports(
        FreePorts.next(),
        FreePorts.next(),
        FreePorts.next(),
        FreePorts.next(),
        List.of(
            FreePorts.next(),
            FreePorts.next(),
            FreePorts.next(),
            FreePorts.next(),
            FreePorts.next(),
            FreePorts.next()),
        FreePorts.next(),
        FreePorts.next(),
        FreePorts.next(),
        FreePorts.next());
  }
}
