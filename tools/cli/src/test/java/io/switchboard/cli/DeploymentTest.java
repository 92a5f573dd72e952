package io.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

final class DeploymentTest {
  @Command(name = "any")
  private static final class Any {
    @Mixin private final Deployment deployment = new Deployment();
  }

  @Test
  void shouldPreferTheEnvironmentToWhatUpWroteDownAndThatToTheUsual(@TempDir Path dir)
      throws Exception {
    Files.writeString(
        dir.resolve(Deployment.ADDRESSES), "REDIS_URL=redis://written\nDATABASE_URL=written\n");
    var any = new Any();
    new CommandLine(any).parseArgs("--data-dir", dir.toString());

    var variables = any.deployment.variables(Map.of("DATABASE_URL", "mine"));

    assertThat(variables)
        .containsEntry("DATABASE_URL", "mine")
        .containsEntry("REDIS_URL", "redis://written")
        .containsEntry("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092");
  }
}
