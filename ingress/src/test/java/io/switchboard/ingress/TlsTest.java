package io.switchboard.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.testkit.tls.Certificates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The TLS port: versions, client certificates, and a replaced certificate. */
class TlsTest {
  @TempDir static Path directory;
  private static Certificates made;

  @BeforeAll
  static void make() {
    made =
        new Certificates(directory)
            .selfSigned("server", "first")
            .selfSigned("next", "second")
            .selfSigned("nice", "nice")
            .selfSigned("stranger", "nice")
            .selfSigned("expired", "expired", List.of(), -10, -5)
            .selfSigned("early", "early", List.of(), 5, 35);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void shouldAuthenticateASenderByItsCertificate(String version) throws Exception {
    try (var ingress = start("server", made.file("nice.crt"))) {
      var answer = post(ingress, "nice", version);
      var without = post(ingress, null, version);

      assertThat(answer).startsWith("HTTP/1.1 200");
      assertThat(without).startsWith("HTTP/1.1 401");
    }
  }

  @Test
  void shouldRefuseACertificateOfAnotherAuthority() throws Exception {
    try (var ingress = start("server", made.file("nice.crt"))) {
      assertThatThrownBy(() -> post(ingress, "stranger", "TLSv1.2"))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void shouldRefuseTlsBefore12() throws Exception {
    try (var ingress = start("server", made.file("nice.crt"))) {
      assertThatThrownBy(() -> post(ingress, "nice", "TLSv1.1")).isInstanceOf(SSLException.class);
    }
  }

  @Test
  void shouldUseAReplacedCertificate() throws Exception {
    copyOfServer("replaced");
    try (var ingress = start("replaced", null)) {
      replace("next.crt", "replaced.crt");
      replace("next.key", "replaced.key");

      Awaitility.await().ignoreExceptions().until(() -> subject(ingress).equals("CN=second"));
    }
  }

  @Test
  void shouldServeTheOldCertificateUntilTheKeyFits() throws Exception {
    copyOfServer("halved");
    try (var ingress = start("halved", null)) {
      replace("next.crt", "halved.crt");
      Awaitility.await().until(() -> health(ingress).contains("is not the key of"));
      var during = subject(ingress);
      var failed = metric(ingress, "ingress_tls_reload_failed");
      var ready = ingress.get("/readyz").statusCode();
      var written = Files.getLastModifiedTime(made.file("halved.key"));
      var key = Files.readString(made.file("next.key"));
      assertThat(key).hasSameSizeAs(Files.readString(made.file("halved.key")));

      Files.writeString(made.file("halved.key"), key);
      Files.setLastModifiedTime(made.file("halved.key"), written); // as if nothing had changed

      Awaitility.await().until(() -> subject(ingress).equals("CN=second"));
      Awaitility.await().until(() -> !health(ingress).contains("the old certificate"));
      assertThat(during).isEqualTo("CN=first");
      assertThat(failed).isEqualTo(1);
      assertThat(ready).isEqualTo(200);
      assertThat(metric(ingress, "ingress_tls_reload_failed")).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"expired,is expired", "early,is not yet valid"})
  void shouldKeepAValidCertificateWhenTheNewOneIsNotValid(String next, String reason)
      throws Exception {
    copyOfServer("kept-" + next);
    try (var ingress = start("kept-" + next, null)) {
      replace(next + ".crt", "kept-" + next + ".crt");
      replace(next + ".key", "kept-" + next + ".key");

      Awaitility.await().until(() -> health(ingress).contains(reason));
      assertThat(subject(ingress)).isEqualTo("CN=first");
      assertThat(ingress.get("/readyz").statusCode()).isEqualTo(200);
      assertThat(metric(ingress, "ingress_tls_certificate_expiry_timestamp_seconds"))
          .isEqualTo(expiry("server"));
    }
  }

  @Test
  void shouldReplaceAnExpiredCertificate() throws Exception {
    Files.copy(made.file("expired.crt"), made.file("late.crt"));
    Files.copy(made.file("expired.key"), made.file("late.key"));
    try (var ingress = start("late", null)) {
      replace("next.crt", "late.crt");
      replace("next.key", "late.key");

      Awaitility.await().until(() -> subject(ingress).equals("CN=second"));
      Awaitility.await()
          .until(
              () ->
                  metric(ingress, "ingress_tls_certificate_expiry_timestamp_seconds")
                      == expiry("next"));
    }
  }

  @Test
  void shouldRefuseAKeyThatBelongsToAnotherCertificate() {
    var another = made.file("next.key").toString();

    assertThatThrownBy(
            () ->
                RunningIngress.start(
                    "TLS_PORT",
                    "0",
                    "TLS_CERT",
                    made.file("server.crt").toString(),
                    "TLS_KEY",
                    another))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not the key of");
  }

  private static String health(RunningIngress ingress) {
    return ingress.get("/health").body();
  }

  private static double metric(RunningIngress ingress, String name) {
    return ingress
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow();
  }

  private static double expiry(String name) throws GeneralSecurityException {
    var certificate = (X509Certificate) made.store(name).getCertificate("it");
    return certificate.getNotAfter().toInstant().getEpochSecond();
  }

  private static void copyOfServer(String name) throws IOException {
    Files.copy(made.file("server.crt"), made.file(name + ".crt"));
    Files.copy(made.file("server.key"), made.file(name + ".key"));
  }

  private static void replace(String from, String to) throws IOException {
    Files.copy(made.file(from), made.file(to), StandardCopyOption.REPLACE_EXISTING);
  }

  private static RunningIngress start(String server, @Nullable Path clients) {
    return RunningIngress.start(
        "TLS_PORT",
        "0",
        "TLS_CERT",
        made.file(server + ".crt").toString(),
        "TLS_KEY",
        made.file(server + ".key").toString(),
        "TLS_CLIENT_CA",
        clients == null ? "" : clients.toString());
  }

  private static String post(RunningIngress ingress, @Nullable String client, String version)
      throws Exception {
    var body = "{\"phoneNumber\":\"+1\",\"eventName\":\"optOut\"}";
    try (var socket = connect(ingress, context(client))) {
      socket.setEnabledProtocols(new String[] {version});
      socket
          .getOutputStream()
          .write(
              ("POST /webhook/dnc HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                      + "Content-Type: application/json\r\nContent-Length: "
                      + body.length()
                      + "\r\n\r\n"
                      + body)
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String subject(RunningIngress ingress) throws Exception {
    var trustAll = SSLContext.getInstance("TLS");
    trustAll.init(null, new javax.net.ssl.TrustManager[] {new TrustAll()}, null);
    try (var socket = connect(ingress, trustAll)) {
      socket.startHandshake();
      var certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return certificate.getSubjectX500Principal().getName();
    }
  }

  private static SSLSocket connect(RunningIngress ingress, SSLContext context) throws IOException {
    var port = java.util.Objects.requireNonNull(ingress.service().tlsPort());
    var socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static SSLContext context(@Nullable String client) throws GeneralSecurityException {
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    var trusted = KeyStore.getInstance("PKCS12");
    try {
      trusted.load(null, null);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    trusted.setCertificateEntry("server", made.store("server").getCertificate("it"));
    trust.init(trusted);
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(client == null ? null : made.store(client), made.password());
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static final class TrustAll implements javax.net.ssl.X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
