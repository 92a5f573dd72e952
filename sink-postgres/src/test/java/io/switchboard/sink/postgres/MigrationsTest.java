package io.switchboard.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.sink.mapping.MappingFile;
import org.junit.jupiter.api.Test;

/** Upgrade and rollback share one database. */
final class MigrationsTest {
  @Test
  void shouldRunOnADatabaseThatANewerVersionHasMigrated() throws Exception {
    try (var rig = SinkRig.start()) {
      rig.execute(
          """
          insert into schema_versions(installed_rank, version, description, type, script,
            installed_by, execution_time, success)
          values (1000, '1000', 'from a newer version', 'SQL', 'V1000__newer.sql', 'test', 1, true);
          alter table contact_records add column since_then text\
          """);

      Migrations.apply(rig.database());

      try (var connection = rig.connect()) {
        assertThat(SchemaCheck.problems(connection, MappingFile.shipped())).isEmpty();
      }
      rig.loop();
      rig.contact("k", "{\"firstName\":\"Ada\"}");
      rig.awaitDrained();
      assertThat(rig.query("select first_name from contact_records")).containsExactly("Ada");
    }
  }
}
