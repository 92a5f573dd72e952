package io.switchboard.standalone.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.embedded.EmbeddedDatabase;
import io.switchboard.embedded.EmbeddedRedis;
import io.switchboard.embedded.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ServerCheckTest {
  private static final String HINT = "X gives this address.";

  private final ServerCheck check = new ServerCheck();
  private final ServerCheck impatient = impatient(0, _ -> {});

  /** Each kind of server, asked at an address. */
  enum Kind {
    KAFKA((check, address) -> check.kafka(kafka(address), HINT)),
    DATABASE(
        (check, address) ->
            check.database(
                DatabaseSettings.parse(
                    "postgres://postgres:postgres@%s/switchboard".formatted(address)),
                HINT)),
    REDIS((check, address) -> check.redis("redis://" + address, HINT)),
    HTTP((check, address) -> check.http("ingress", URI.create("http://" + address), HINT));

    private final BiConsumer<ServerCheck, String> ask;

    Kind(BiConsumer<ServerCheck, String> ask) {
      this.ask = ask;
    }
  }

  static Stream<Kind> kinds() {
    return Stream.of(Kind.values());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void shouldSayThatTheConnectionIsRefused(Kind kind) {
    var address = "127.0.0.1:" + FreePorts.next();

    assertThatThrownBy(() -> kind.ask.accept(check, address))
        .isInstanceOf(UnreachableServerException.class)
        .hasMessageContaining(" does not answer at ")
        .hasMessageContaining(address)
        .hasMessageContaining("connection refused")
        .hasMessageEndingWith(HINT);
  }

  @ParameterizedTest
  @CsvSource({"-0.5, 3500", "0, 3500", "3, 3500", "6, 7000", "15, 14000"})
  void shouldGiveKafkaMoreTimeOnAnOverloadedMachine(double load, long milliseconds) {
    assertThat(ServerCheck.timeoutUnder(load, Duration.ofMillis(3_500))).hasMillis(milliseconds);
  }

  @Test
  void shouldSayThatKafkaGetsMoreTime() throws IOException {
    var notices = new ArrayList<String>();
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var address = "127.0.0.1:" + silent.getLocalPort();
      var busy = impatient(12, notices::add);

      assertThatThrownBy(() -> Kind.KAFKA.ask.accept(busy, address))
          .isInstanceOf(UnreachableServerException.class)
          .hasMessageContaining("no answer within 1.2 s");
      assertThat(notices).singleElement().asString().contains(address, "no answer within 0.3 s");
    }
  }

  private static ServerCheck impatient(double load, Consumer<String> notices) {
    return new ServerCheck(Duration.ofMillis(300), () -> load, notices);
  }

  /** It accepts connections, as a frozen process does, and never says a word. */
  @ParameterizedTest
  @MethodSource("kinds")
  void shouldNotWaitForASilentServer(Kind kind) throws IOException {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var address = "127.0.0.1:" + silent.getLocalPort();

      assertThatThrownBy(() -> kind.ask.accept(impatient, address))
          .isInstanceOf(UnreachableServerException.class)
          .hasMessageContaining(address)
          .hasMessageEndingWith(HINT);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void shouldSayThatAHostIsUnknown(Kind kind) {
    assertThatThrownBy(() -> kind.ask.accept(check, "nowhere.invalid:1234"))
        .isInstanceOf(UnreachableServerException.class)
        .hasMessageContaining("nowhere.invalid:1234")
        .hasMessageEndingWith(HINT);
  }

  @Test
  void shouldFindTheServersThatAnswer() {
    assertThatCode(
            () -> {
              check.kafka(kafka(EmbeddedBroker.shared().bootstrapServers()), HINT);
              check.database(
                  DatabaseSettings.parse(EmbeddedDatabase.shared().database("answers")), HINT);
              check.redis(EmbeddedRedis.shared().url(), HINT);
            })
        .doesNotThrowAnyException();
  }

  @Test
  void shouldSayWhyTheDriverOfPostgresqlMakesNoConnection() {
    var url = EmbeddedDatabase.shared().database("answers") + "?sslmode=require";

    assertThatThrownBy(() -> check.database(DatabaseSettings.parse(url), HINT))
        .isInstanceOf(UnreachableServerException.class)
        .hasMessageContaining("correct sslmode and sslrootcert")
        .hasMessageEndingWith(HINT);
  }

  @Test
  void shouldBeContentWithOneOfSeveralBrokers() {
    var servers =
        "127.0.0.1:" + FreePorts.next() + ", " + EmbeddedBroker.shared().bootstrapServers();

    assertThatCode(() -> check.kafka(kafka(servers), HINT)).doesNotThrowAnyException();
  }

  @Test
  void shouldBeContentWithOneOfSeveralDatabases() {
    var url = EmbeddedDatabase.shared().database("hosts");
    var nowhere = "127.0.0.1:" + FreePorts.next();
    var several = DatabaseSettings.parse(url.replaceFirst("@", "@" + nowhere + ","));

    assertThatCode(() -> check.database(several, HINT)).doesNotThrowAnyException();
  }

  @Test
  void shouldSayThatALoginIsRefused() {
    var url = EmbeddedDatabase.shared().database("login").replaceFirst("//[^:]*:", "//nobody:");

    assertThatThrownBy(() -> check.database(DatabaseSettings.parse(url), HINT))
        .isInstanceOf(UnreachableServerException.class)
        .hasMessageContaining("refuses the login");
  }

  private static KafkaSettings kafka(String servers) {
    return new KafkaSettings(Map.of("bootstrap.servers", servers), TopicPrefix.NONE);
  }
}
