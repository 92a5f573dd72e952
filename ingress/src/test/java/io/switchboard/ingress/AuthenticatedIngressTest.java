package io.switchboard.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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
    assertThat(topic.only("signed-1").header("ce_id")).isEqualTo("msg_1");
    assertThat(topic.keyed("forged")).isEmpty();
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
