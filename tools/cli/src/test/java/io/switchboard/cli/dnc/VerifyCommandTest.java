package io.switchboard.cli.dnc;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.cli.CommandRig;
import io.switchboard.cli.MigratedDatabase;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VerifyCommandTest {
  @Test
  void shouldNotMentionKeptHeadsThatWereNotGiven(@TempDir Path directory) throws Exception {
    var url = MigratedDatabase.create();
    try (var rig = CommandRig.withTopics(directory, 1)) {
      rig.write(Map.of("DATABASE_URL", url));

      var ran = rig.run("dnc", "verify");

      assertThat(ran.exitCode()).isZero();
      assertThat(ran.out()).endsWith("chains, the registry: all hold\n");
    }
  }
}
