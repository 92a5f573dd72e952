package io.switchboard.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.contract.settings.Environment;
import io.switchboard.embedded.EmbeddedDatabase;
import io.switchboard.embedded.EmbeddedRedis;
import io.switchboard.embedded.FreePorts;
import io.switchboard.standalone.servers.ServerCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

final class StandaloneTest {

  @Test
  void shouldStartItsServersAgainWhenTheyDie(@TempDir Path dir) throws Exception {
    try (var standalone = new Standalone(new UpSettings(dir, freePorts(), Map.of(), true, 0))) {
      var addresses = standalone.start();
      assertThat(addresses)
          .containsOnlyKeys("KAFKA_BOOTSTRAP_SERVERS", "DATABASE_URL", "REDIS_URL");
      assertThat(dir.resolve("up.env")).exists();
      var database = DatabaseSettings.read(new Environment(addresses));
      execute(database, "create table kept (id int)");

      assertThat(EmbeddedDatabase.stopOrphan(dir.resolve("postgres"))).isPresent();
      assertThat(EmbeddedRedis.stopOrphan(dir.resolve("redis"))).isPresent();

      await(() -> execute(database, "insert into kept values (1)"));
      var redis = Objects.requireNonNull(addresses.get("REDIS_URL"));
      await(() -> new ServerCheck().redis(redis, ""));
    }
    assertThat(dir.resolve("up.env")).doesNotExist();
  }

  @Test
  void shouldLogNoStackTraceWhenAServerIsKilled(@TempDir Path dir) throws Exception {
    try (var standalone = new Standalone(new UpSettings(dir, freePorts(), Map.of(), true, 0))) {
      var database = DatabaseSettings.read(new Environment(standalone.start()));
      var postmaster = Files.readAllLines(dir.resolve("postgres/postmaster.pid")).getFirst();
      var killed = ProcessHandle.of(Long.parseLong(postmaster)).orElseThrow();
      var logged = new ListAppender<ILoggingEvent>();
      logged.start();
      var root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
      root.addAppender(logged);

      killed.destroyForcibly();

      await(() -> assertThat(List.copyOf(logged.list)).anyMatch(StandaloneTest::runsAgain));
      root.detachAppender(logged);
      await(() -> execute(database, "select 1"));
      assertThat(logged.list)
          .filteredOn(event -> event.getThrowableProxy() != null)
          .extracting(ILoggingEvent::getFormattedMessage)
          .noneMatch(message -> message.contains("postmaster") || message.contains("PostgreSQL"));
    }
  }

  private static boolean runsAgain(ILoggingEvent event) {
    return event.getFormattedMessage().equals("PostgreSQL runs again");
  }

  private static void execute(DatabaseSettings database, String sql) throws SQLException {
    try (var connection = database.connect("test");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void await(ThrowingRunnable works) {
    Awaitility.await().ignoreExceptions().atMost(Duration.ofMinutes(3)).untilAsserted(works);
  }

  private static Ports freePorts() {
    return new Ports(
        FreePorts.next(),
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
