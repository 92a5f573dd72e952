package io.switchboard.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import io.switchboard.contract.headers.EventId;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The door with locks on it, over real HTTP. */
class AuthenticatedIngressTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static RunningIngress ingress;

  @BeforeAll
  static void start() {
    ingress =
        RunningIngress.start(
            "WEBHOOK_SECRETS", "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD," + SECRET,
            "WEBHOOK_HEADER", "X-Webhook-Token: open sesame",
            "WEBHOOK_BASIC", "nice:password",
            "WEBHOOK_AUTH", "simulator=basic",
            "WEBHOOK_RATE_LIMIT", "50",
            "API_KEYS", "a-long-key");
  }

  /** The test of the rate limit uses up the share of its sender, which the others use too. */
  @BeforeEach
  void awaitTheSendersShare() {
    Awaitility.await("the rate limit lets this sender in")
        .until(() -> dnc("ready", "X-Webhook-Token", "open sesame").statusCode() == 200);
    Awaitility.await("the rate limit lets this sender in")
        .until(() -> dnc("ready", "Authorization", basic("nice:password")).statusCode() == 200);
  }

  @AfterAll
  static void stop() {
    ingress.close();
  }

  @Test
  void shouldAskForAProof() {
    var answer = ingress.post("/webhook/dnc", "{}");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
  }

  @Test
  void shouldLetInByHeaderAndBasic() {
    assertThat(dnc("1", "X-Webhook-Token", "open sesame").statusCode()).isEqualTo(200);
    assertThat(dnc("2", "X-Webhook-Token", "open sesam").statusCode()).isEqualTo(401);
    assertThat(dnc("3", "Authorization", basic("nice:password")).statusCode()).isEqualTo(200);
    assertThat(dnc("4", "Authorization", basic("nice:passwort")).statusCode()).isEqualTo(401);
    assertThat(ingress.post("/simulator", "{}", "X-Webhook-Token", "open sesame").statusCode())
        .isEqualTo(401);
    assertThat(
            ingress.post("/simulator", "{}", "Authorization", basic("nice:password")).statusCode())
        .isEqualTo(400);
  }

  @Test
  void shouldWriteASignedRequestOnceHoweverOftenItIsReplayed() throws Exception {
    var body = "{\"contactId\":\"signed-1\",\"dispositionCode\":\"1001\"}";

    var first = signed("msg_1", body, body);
    var again = signed("msg_1", body, body);
    var forged = signed("msg_2", body, "{\"contactId\":\"forged\",\"dispositionCode\":\"1001\"}");

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(forged.statusCode()).isEqualTo(401);
    var topic = ingress.read(ingress.topics().callResults().name());
    assertThat(topic.only("signed-1").header("ce_id"))
        .isEqualTo(EventId.hash("signed-1", "1001", "msg_1"));
    assertThat(topic.keyed("forged")).isEmpty();
  }

  @Test
  void shouldKeepWhatAuthenticatedSendersGot415ForAndNothingOfOthers() throws Exception {
    ingress.post(
        "/webhook/dnc",
        "<by-header/>",
        "Content-Type",
        "text/xml",
        "X-Webhook-Token",
        "open sesame");
    var bySignature = signedXml("<by-signature/>", "<by-signature/>");
    var forged = signedXml("<by-signature/>", "<forged/>");
    var stranger = ingress.post("/webhook/dnc", "<stranger/>", "Content-Type", "text/xml");

    assertThat(bySignature.statusCode()).isEqualTo(415);
    assertThat(forged.statusCode()).isEqualTo(401);
    assertThat(stranger.statusCode()).isEqualTo(401);
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(ingress.read(ingress.topics().rejected().name()).keyed("/webhook/dnc"))
                    .extracting(TopicReader.TextRecord::value)
                    .anyMatch(value -> value.contains("<by-header/>"))
                    .anyMatch(value -> value.contains("<by-signature/>"))
                    .noneMatch(value -> value.contains("forged") || value.contains("stranger")));
  }

  @ParameterizedTest
  @ValueSource(ints = {70_000, 1_000_000})
  void shouldKeepTheBeginningOfASignedBodyThatIsTooLarge(int length) throws Exception {
    var body = "{\"contactId\":\"large-" + length + "\"" + " ".repeat(length) + "}";

    var answer = signed("msg_large", body, body);

    assertThat(answer.statusCode()).isEqualTo(413);
    awaitRejected("/webhook/call-result", "large-" + length);
  }

  @Test
  void shouldKeepNothingOfATooLargeBodyWhoseSignatureIsWrong() throws Exception {
    var padding = " ".repeat(70_000);
    var genuine = "{\"contactId\":\"large-genuine\"" + padding + "}";

    var answer = signed("msg_forged", genuine, "{\"contactId\":\"large-forged\"" + padding + "}");

    assertThat(answer.statusCode()).isEqualTo(401);
    signed("msg_genuine", genuine, genuine);
    awaitRejected("/webhook/call-result", "large-genuine"); // what was kept before it is there too
    assertThat(rejected("/webhook/call-result")).noneMatch(kept -> kept.contains("large-forged"));
  }

  @Test
  void shouldNotReadABodyOver1MiBForItsSignature() throws IOException {
    var head =
        "POST /webhook/dnc HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
            + "webhook-id: msg\r\nwebhook-timestamp: "
            + NOW.getEpochSecond()
            + "\r\nwebhook-signature: v1,AAAA\r\nContent-Length: 1048577\r\n\r\n";
    try (var socket = new Socket("127.0.0.1", ingress.service().port())) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write((head + " ".repeat(16_384)).getBytes(StandardCharsets.US_ASCII));

      var answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);

      assertThat(answer).isEqualTo("HTTP/1.1 413");
    }
  }

  private static void awaitRejected(String endpoint, String text) {
    Awaitility.await()
        .untilAsserted(() -> assertThat(rejected(endpoint)).anyMatch(kept -> kept.contains(text)));
  }

  private static List<String> rejected(String endpoint) {
    return ingress.read(ingress.topics().rejected().name()).keyed(endpoint).stream()
        .map(TopicReader.TextRecord::value)
        .toList();
  }

  @Test
  void shouldSayThatSignatureTimesAreInSeconds() {
    var answer =
        ingress.post(
            "/webhook/dnc",
            "{}",
            "webhook-id",
            "msg_3",
            "webhook-timestamp",
            Long.toString(NOW.toEpochMilli()),
            "webhook-signature",
            "v1,AAAA");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("divide it by 1000");
  }

  @Test
  void shouldCountSignaturesOfAllHeaderLines() throws Exception {
    var body = "{\"contactId\":\"signed-4\",\"dispositionCode\":\"1001\"}";
    var now = NOW.getEpochSecond();
    var request =
        ingress
            .request("/webhook/call-result")
            .header("webhook-id", "msg_4")
            .header("webhook-timestamp", Long.toString(now))
            .header("webhook-signature", "v1,AAAA")
            .header("webhook-signature", new Webhook(SECRET).sign("msg_4", now, body))
            .POST(BodyPublishers.ofString(body));

    assertThat(ingress.send(request).statusCode()).isEqualTo(200);
  }

  private static HttpResponse<String> signedXml(String signed, String sent) throws Exception {
    var now = NOW.getEpochSecond();
    return ingress.post(
        "/webhook/dnc",
        sent,
        "Content-Type",
        "text/xml",
        "webhook-id",
        "msg_xml",
        "webhook-timestamp",
        Long.toString(now),
        "webhook-signature",
        new Webhook(SECRET).sign("msg_xml", now, signed));
  }

  @Test
  void shouldAskSendersToSlowDown() {
    HttpResponse<String> answer;
    var accepted = 0;
    do {
      answer = dnc("many", "Authorization", basic("nice:password"));
      accepted += answer.statusCode() == 200 ? 1 : 0;
    } while (answer.statusCode() == 200 && accepted < 5_000);

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(accepted).isGreaterThan(10);
  }

  @Test
  void shouldNotLogInReadersAsSenders() {
    assertThat(dnc("5", "X-API-Key", "a-long-key").statusCode()).isEqualTo(401);
  }

  private static HttpResponse<String> dnc(String number, String... headers) {
    return ingress.post(
        "/webhook/dnc", "{\"phoneNumber\":\"" + number + "\",\"eventName\":\"optOut\"}", headers);
  }

  private static HttpResponse<String> signed(String id, String signed, String sent)
      throws Exception {
    var now = NOW.getEpochSecond();
    return ingress.post(
        "/webhook/call-result",
        sent,
        "webhook-id",
        id,
        "webhook-timestamp",
        Long.toString(now),
        "webhook-signature",
        new Webhook(SECRET).sign(id, now, signed));
  }

  private static final Instant NOW = Instant.now();

  private static String basic(String credentials) {
    return "Basic "
        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }
}
