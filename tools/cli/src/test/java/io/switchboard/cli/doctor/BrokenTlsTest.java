package io.switchboard.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.switchboard.cli.CommandRig;
import io.switchboard.contract.json.Json;
import io.switchboard.testkit.tls.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Issuers and webhooks with a certificate that is not accepted: the first failure names why. */
final class BrokenTlsTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // before all tests
  private static Path directory;

  @SuppressWarnings("NullAway.Init")
  @AutoClose
  private static CommandRig rig;

  @BeforeAll
  static void open() {
    rig = new CommandRig(directory);
  }

  /**
   * What is wrong with a certificate, a part of the finding, and of what to do at our endpoints.
   */
  enum Broken {
    SELF_SIGNED(
        "the certificate of 127.0.0.1 is self-signed",
        "set a certificate of a public authority",
        made -> made.selfSigned("server", "server").store("server")),
    EXPIRED(
        "a certificate of 127.0.0.1 expired on 20",
        "renew TLS_CERT",
        made -> made.selfSigned("server", "server", List.of("127.0.0.1"), -10, -5).store("server")),
    OTHER_HOST(
        "the certificate is for switchboard.example.com and not for 127.0.0.1",
        "request a certificate for the host of PUBLIC_URL",
        made ->
            made.selfSigned("server", "server", List.of("switchboard.example.com"), 0, 30)
                .store("server")),
    INCOMPLETE_CHAIN(
        "127.0.0.1 sends its certificate without that of its issuer (CN=Test Intermediate)",
        "append the intermediate certificates to TLS_CERT",
        made -> made.issued("server", "server").store("server", 1)),
    UNKNOWN_AUTHORITY(
        "the chain of 127.0.0.1 ends at an authority that is not trusted (CN=Test Root)",
        "set a certificate of a public authority",
        made -> made.issued("server", "server").store("server", 2));

    private final String says;
    private final String advises;
    private final Function<Certificates, KeyStore> store;

    Broken(String says, String advises, Function<Certificates, KeyStore> store) {
      this.says = says;
      this.advises = advises;
      this.store = store;
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldNameWhatIsWrongWithACertificate(Broken broken) throws Exception {
    var server = server(broken);
    try {
      var address = "https://127.0.0.1:" + server.getAddress().getPort();
      rig.write(
          Map.of(
              "CXONE_PROFILE", "nice",
              "CXONE_ISSUER", address,
              "CXONE_ACCESS_KEY_ID", "KEY",
              "CXONE_ACCESS_KEY_SECRET", "secret",
              "PUBLIC_URL", address));

      var ran = rig.run("doctor", "--only", "tenant", "-o", "json");

      var failures = failures(ran);
      assertThat(failures.getFirst().path("number").asText()).as(ran.out()).isEqualTo("2");
      assertThat(failures.getFirst().path("found").asText()).contains(broken.says);
      assertThat(failures)
          .as("the webhooks from outside")
          .anySatisfy(
              row -> {
                assertThat(row.path("number").asText()).isEqualTo("21");
                assertThat(row.path("found").asText()).contains(broken.says);
                assertThat(row.path("remedy").asText()).contains(broken.advises);
              });
    } finally {
      server.stop(0);
    }
  }

  private HttpsServer server(Broken broken) throws IOException, GeneralSecurityException {
    var made = new Certificates(directory);
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(broken.store.apply(made), made.password());
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.start();
    return server;
  }

  private static List<JsonNode> failures(CommandRig.Ran ran) throws IOException {
    return StreamSupport.stream(Json.mapper().readTree(ran.out()).spliterator(), false)
        .filter(row -> row.path("result").asText().equals("FAILED"))
        .toList();
  }
}
