package io.switchboard.ingress.lookup.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.ingress.menu.profile.PostgresProfiles;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** PgBouncer refuses connections with parameters that it does not know, as "options". */
class PgBouncerTest {
  /** What PgBouncer takes in its shipped configuration. */
  private static final List<String> KNOWN =
      List.of(
          "user",
          "database",
          "client_encoding",
          "DateStyle",
          "TimeZone",
          "standard_conforming_strings",
          "application_name");

  @Test
  void shouldLookUpNumbersThroughIt() throws Exception {
    try (var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        var registry = new RegistryStore(settings(server))) {
      var first = firstParameters(server);
      Thread.ofVirtual().start(() -> registry.find(List.of("+14155552671")));

      assertThat(KNOWN).containsAll(first.get());
    }
  }

  @Test
  void shouldReadProfilesThroughIt() throws Exception {
    try (var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      var first = firstParameters(server);
      try (var profiles = new PostgresProfiles(settings(server))) {
        Thread.ofVirtual().start(() -> ask(profiles));

        assertThat(KNOWN).containsAll(first.get());
      }
    }
  }

  private static void ask(PostgresProfiles profiles) {
    assertThatThrownBy(() -> profiles.find("+14155552671")).isInstanceOf(SQLException.class);
  }

  private static DatabaseSettings settings(ServerSocket server) {
    return DatabaseSettings.parse(
        "jdbc:postgresql://127.0.0.1:" + server.getLocalPort() + "/switchboard?sslmode=disable");
  }

  /** The names of the parameters of the first connection, which is then closed. */
  private static CompletableFuture<List<String>> firstParameters(ServerSocket server) {
    var names = new CompletableFuture<List<String>>();
    Thread.ofVirtual()
        .start(
            () -> {
              try (var socket = server.accept()) {
                names.complete(parameters(socket));
              } catch (IOException e) {
                names.completeExceptionally(new UncheckedIOException(e));
              }
            });
    return names;
  }

  /** A start-up message: its length, the protocol's version, then names and values. */
  private static List<String> parameters(Socket socket) throws IOException {
    var in = new DataInputStream(socket.getInputStream());
    var message = new byte[in.readInt() - Integer.BYTES];
    in.readFully(message);
    var texts =
        new String(message, Integer.BYTES, message.length - Integer.BYTES, StandardCharsets.UTF_8)
            .split("\0", 0);
    return java.util.stream.IntStream.range(0, texts.length / 2)
        .mapToObj(i -> texts[2 * i])
        .toList();
  }
}
