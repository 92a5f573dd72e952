package io.switchboard.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
final class OrphansTest {
  private static final long OWN_PID = ProcessHandle.current().pid();

  @Test
  void shouldStopAPostgresThatLostItsParent(@TempDir Path parent) {
    var directory = parent.resolve("postgres");
    var orphan = EmbeddedDatabase.start(directory, FreePorts.next());
    var process = orphan.process();

    var stopped = EmbeddedDatabase.stopOrphan(directory);

    assertThat(stopped).contains(process.pid());
    assertThat(process.isAlive()).isFalse();
    assertThat(FreePorts.isFree(orphan.port())).isTrue();
  }

  @Test
  void shouldStopARedisThatLostItsParent(@TempDir Path directory) {
    var process = EmbeddedRedis.start(directory, FreePorts.next()).process();

    var stopped = EmbeddedRedis.stopOrphan(directory);

    assertThat(stopped).contains(process.pid());
    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void shouldLeaveAStrangerAloneThatGotTheProcessId(@TempDir Path directory) throws Exception {
    var file = Files.writeString(directory.resolve("pid"), OWN_PID + "\n");

    assertThat(new PidFile(file, "postgres").owner()).isEmpty();
  }

  @Test
  void shouldLeaveAProcessAloneThatIsYoungerThanTheFile(@TempDir Path directory) throws Exception {
    var file = Files.writeString(directory.resolve("pid"), OWN_PID + "\n");
    assertThat(new PidFile(file, "java").owner()).isPresent();

    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));

    assertThat(new PidFile(file, "java").owner()).isEmpty();
  }

  @Test
  void shouldStartOverWhereInitdbWasKilled(@TempDir Path parent) throws Exception {
    var directory = Files.createDirectories(parent.resolve("postgres"));
    Files.writeString(directory.resolve("PG_VERSION"), "18\n");
    Files.writeString(directory.resolve("postgresql.conf"), "# half");

    try (var database = EmbeddedDatabase.start(directory, FreePorts.next())) {
      assertThat(database.process().isAlive()).isTrue();
    }
  }
}
