package io.switchboard.cli.dnc;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.cli.CommandRig;
import io.switchboard.cli.MigratedDatabase;
import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.sink.postgres.schema.Database;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResolveCommandTest {
  @Test
  void shouldListOptOutsWithTimesInTheZone(@TempDir Path directory) throws Exception {
    var url = MigratedDatabase.create();
    var database = new Database(DatabaseSettings.parse(url), "test", Database.Timeouts.DEFAULT);
    try (var connection = database.connect();
        var insert = connection.createStatement()) {
      insert.execute(
          """
          INSERT INTO dnc_decisions VALUES ('d', 'e', 'contact:7', 'unresolved', 'optOut',
            '2026-11-20T10:00:00Z', '2026-11-20T10:00:00Z', '2026-11-20T10:00:00Z',
            'disposition', true, 'no number', '9', NULL, NULL, 1, 'h', 'h')""");
    }
    try (var rig = CommandRig.withTopics(directory, 1)) {
      rig.write(Map.of("DATABASE_URL", url));

      var ran = rig.run("dnc", "resolve", "--zone", "Europe/Berlin");

      assertThat(ran.out())
          .contains("contact:7\topt-out of 2026-11-20T11:00:00+01:00 (Europe/Berlin) by ");
    }
  }
}
