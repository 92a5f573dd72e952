package io.switchboard.cli.dnc;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.cli.CommandRig;
import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.embedded.EmbeddedDatabase;
import io.switchboard.sink.postgres.schema.Database;
import io.switchboard.sink.postgres.schema.Migrations;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VerifyCommandTest {
  @Test
  void shouldNotMentionKeptHeadsThatWereNotGiven(@TempDir Path directory) throws Exception {
    var url = EmbeddedDatabase.shared().database("verify");
    Migrations.apply(new Database(DatabaseSettings.parse(url), "test", Database.Timeouts.DEFAULT));
    try (var rig = new CommandRig(directory)) {
      rig.write(Map.of("DATABASE_URL", url));

      var ran = rig.run("dnc", "verify");

      assertThat(ran.exitCode()).isZero();
      assertThat(ran.out()).endsWith("chains, the registry: all hold\n");
    }
  }
}
