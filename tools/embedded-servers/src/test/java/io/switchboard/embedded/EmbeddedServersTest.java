package io.switchboard.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
final class EmbeddedServersTest {

  @Test
  void shouldKeepTopicsOverARestartOfTheBroker(@TempDir Path directory) throws Exception {
    var port = FreePorts.next();
    var controllerPort = FreePorts.next();
    try (var broker = EmbeddedBroker.start(directory, port, controllerPort);
        var admin =
            Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic("kept", 3, (short) 1))).all().get();
    }

    try (var broker = EmbeddedBroker.start(directory, port, controllerPort);
        var admin =
            Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
      assertThat(admin.listTopics().names().get()).contains("kept");
    }
  }

  @Test
  void shouldMakeDatabasesThatSurviveARestart(@TempDir Path directory) throws Exception {
    var port = FreePorts.next();
    try (var first = EmbeddedDatabase.start(directory.resolve("pg"), port)) {
      first.database("one");
      first.database("one");
    }

    try (var second = EmbeddedDatabase.start(directory.resolve("pg"), port);
        var connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + second.port() + "/one", "postgres", "postgres")) {
      assertThat(connection.isValid(5)).isTrue();
    }
  }

  @Test
  void shouldAnswerAsRedis(@TempDir Path directory) throws Exception {
    try (var redis = EmbeddedRedis.start(directory, FreePorts.next());
        var socket = new java.net.Socket("127.0.0.1", redis.port())) {
      socket
          .getOutputStream()
          .write("PING\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

      assertThat(socket.getInputStream().readNBytes(7)).asString().isEqualTo("+PONG\r\n");
    }
  }

  @Test
  void shouldNotLoseCommitsOfADirectoryThatStays(@TempDir Path directory) throws Exception {
    try (var database = EmbeddedDatabase.start(directory.resolve("pg"), FreePorts.next());
        var connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + database.port() + "/postgres",
                "postgres",
                "postgres");
        var statement = connection.createStatement();
        var settings =
            statement.executeQuery(
                "select current_setting('fsync') || ' ' || current_setting('synchronous_commit')")) {
      settings.next();

      assertThat(settings.getString(1)).isEqualTo("on on");
    }
  }
}
