package io.switchboard.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.time.Times;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each route with key, value and metadata of what it puts on its topic. */
class WebhooksTest {
  private static RunningIngress ingress;

  @BeforeAll
  static void start() {
    ingress = RunningIngress.start();
  }

  @AfterAll
  static void stop() {
    ingress.close();
  }

  @Test
  void shouldKeepACallResultVerbatim() {
    var body =
        """
        { "contactId":"c-1",  "dispositionCode":"1001", "callResult":"answered",
          "timestamp":"2026-11-20T10:00:00Z", "extra":{"ü":[1.50,null]} }\
        """;

    var answer = ingress.post("/webhook/call-result", body);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).path("status").asText()).isEqualTo("Received");
    var line = ingress.read(ingress.topics().callResults().name()).only("c-1");
    assertThat(line.value()).isEqualTo(body);
    var id = EventId.hash("c-1", "1001", "answered", "2026-11-20T10:00:00Z");
    assertThat(json(answer).path("eventId").asText()).isEqualTo(id);
    assertThat(line.headers())
        .containsEntry("ce_specversion", "1.0")
        .containsEntry("ce_id", id)
        .containsEntry("ce_type", "com.nice.cxone.call-result")
        .containsEntry("ce_source", "/switchboard/ingress")
        .containsEntry("ce_subject", "c-1")
        .containsEntry("ce_time", "2026-11-20T10:00:00.000Z")
        .containsEntry("content-type", "application/json")
        .containsKey("traceparent");
    assertThat(line.timestamp())
        .isEqualTo(Times.parse(line.header("receivedat")).orElseThrow().toEpochMilli());
    assertThat(Instant.ofEpochMilli(line.timestamp()))
        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
  }

  @Test
  void shouldAcceptANumericCodeAndAnUnreadableTime() {
    var answer =
        ingress.post(
            "/webhook/call-result",
            "{\"contactId\":\"c-2\",\"dispositionCode\":2002,\"timestamp\":\"yesterday\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    var line = ingress.read(ingress.topics().callResults().name()).only("c-2");
    assertThat(line.header("ce_time")).isEqualTo(line.header("receivedat"));
    var hour = line.header("receivedat").substring(0, 13) + ":00:00.000Z"; // two months later: anew
    assertThat(line.header("ce_id")).isEqualTo(EventId.hash("c-2", "2002", "", "yesterday", hour));
  }

  @Test
  void shouldGiveTheSameCallResultTheSameIdentity() {
    var sent =
        "{\"contactId\":\"c-5\",\"dispositionCode\":1001,\"callResult\":\"answered\","
            + "\"timestamp\":\"2026-11-20T10:00:00Z\"}";
    ingress.post("/webhook/call-result", sent);
    ingress.post("/webhook/call-result", sent.replace("answered\",", "answered\", \"x\":1,"));

    assertThat(ingress.read(ingress.topics().callResults().name()).keyed("c-5"))
        .hasSize(2)
        .extracting(line -> line.header("ce_id"))
        .containsOnly(EventId.hash("c-5", "1001", "answered", "2026-11-20T10:00:00Z"));
  }

  @Test
  void shouldTakeTheSendersIdentityAndTraceForCallResults() {
    var trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    ingress.post(
        "/webhook/call-result",
        "{\"contactId\":\"c-3\",\"dispositionCode\":\"1\"}",
        "webhook-id",
        "msg_1",
        "traceparent",
        trace);

    assertThat(ingress.read(ingress.topics().callResults().name()).only("c-3").headers())
        .containsEntry("ce_id", EventId.hash("c-3", "1", "msg_1"))
        .containsEntry("traceparent", trace);
  }

  @Test
  void shouldTakeTheIdempotencyKeyForTheIdentityOfACallResult() {
    ingress.post(
        "/webhook/call-result",
        "{\"contactId\":\"c-4\",\"dispositionCode\":\"1\"}",
        "Idempotency-Key",
        "key-1");

    assertThat(ingress.read(ingress.topics().callResults().name()).only("c-4").header("ce_id"))
        .isEqualTo(EventId.hash("c-4", "1", "key-1"));
  }

  @Test
  void shouldIdentifyOptOutsByWhatTheySayAndNotByHeaders() {
    var body =
        "{\"phoneNumber\":\"(415)"
            + " 555-2671\",\"eventName\":\"optOut\",\"timestamp\":\"2026-11-20T10:00:05Z\"}";

    var answer = ingress.post("/webhook/dnc", body, "webhook-id", "msg_9");
    ingress.post("/webhook/dnc", body, "webhook-id", "msg_10");

    assertThat(answer.statusCode()).isEqualTo(200);
    var lines = ingress.read(ingress.topics().dncWebhookEvents().name()).keyed("(415) 555-2671");
    assertThat(lines).hasSize(2);
    assertThat(lines)
        .extracting(line -> line.header("ce_id"))
        .containsOnly(EventId.hash("(415) 555-2671", "optOut", "2026-11-20T10:00:05.000Z"));
    assertThat(lines.getFirst().value()).isEqualTo(body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"+41 1\"       | \"OPTOUT\"  | +41 1",
        "\"+41 2\"       | \"optout\"  | +41 2",
        "\"+41 3\"       | \"OptOut\"  | +41 3",
        "4155552604     | \"optOut\"  | 4155552604",
        "4155552605.0   | \"optOut\"  | 4155552605",
        "4.155552606e9  | \"optOut\"  | 4155552606"
      })
  void shouldTakeAnyCaseOfTheNameAndNumbersAsNumbers(String number, String name, String key) {
    var body =
        "{\"phoneNumber\":%s,\"eventName\":%s,\"timestamp\":\"2026-11-20T10:00:05Z\"}"
            .formatted(number.strip(), name.strip());

    var answer = ingress.post("/webhook/dnc", body);

    assertThat(answer.statusCode()).isEqualTo(200);
    var line = ingress.read(ingress.topics().dncWebhookEvents().name()).only(key.strip());
    assertThat(line.value()).isEqualTo(body);
    assertThat(line.header("ce_id"))
        .isEqualTo(EventId.hash(key.strip(), "optOut", "2026-11-20T10:00:05.000Z"));
  }

  @Test
  void shouldSkipAByteOrderMark() {
    var body = "{\"contactId\":\"marked\",\"dispositionCode\":\"1001\"}";

    var answer =
        ingress.post("/webhook/call-result", "\uFEFF" + body, "Content-Type", "application/json");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(ingress.read(ingress.topics().callResults().name()).only("marked").value())
        .isEqualTo(body);
  }

  @Test
  void shouldLoseNeitherACorrectionNorAnotherContactUnderOneKey() {
    for (var body :
        new String[] {
          "{\"contactId\":\"k-1\",\"dispositionCode\":\"3001\"}",
          "{\"contactId\":\"k-1\",\"dispositionCode\":\"1001\"}",
          "{\"contactId\":\"k-1\",\"dispositionCode\":1001.0}",
          "{\"contactId\":\"k-2\",\"dispositionCode\":\"3001\"}"
        }) {
      assertThat(ingress.post("/webhook/call-result", body, "Idempotency-Key", "k").statusCode())
          .isEqualTo(200);
    }

    var topic = ingress.read(ingress.topics().callResults().name());
    assertThat(topic.keyed("k-1"))
        .extracting(line -> line.header("ce_id"))
        .containsExactly(
            EventId.hash("k-1", "3001", "k"),
            EventId.hash("k-1", "1001", "k"),
            EventId.hash("k-1", "1001", "k"));
    assertThat(topic.only("k-2").header("ce_id")).isEqualTo(EventId.hash("k-2", "3001", "k"));
  }

  @Test
  void shouldNotTakeACorrectedNumberForARepetition() {
    for (var number : new String[] {"\"4155552671\"", "\"4155552672\"", "4155552672"}) {
      var body =
          "{\"contactId\":\"k-3\",\"dispositionCode\":\"1001\",\"phoneNumber\":" + number + "}";
      assertThat(ingress.post("/webhook/call-result", body, "Idempotency-Key", "k").statusCode())
          .isEqualTo(200);
    }

    assertThat(ingress.read(ingress.topics().callResults().name()).keyed("k-3"))
        .extracting(line -> line.header("ce_id"))
        .containsExactly(
            EventId.hash("k-3", "1001", "k", "4155552671"),
            EventId.hash("k-3", "1001", "k", "4155552672"),
            EventId.hash("k-3", "1001", "k", "4155552672"));
  }

  @Test
  void shouldTellOptOutsWithoutAUsableTimeApart() {
    for (var timestamp :
        new String[] {"", ",\"timestamp\":\"soon\"", ",\"timestamp\":\"2199-01-01T00:00:00Z\""}) {
      for (var i = 0; i < 2; i++) {
        ingress.post(
            "/webhook/dnc",
            "{\"phoneNumber\":\"cannot be parsed\",\"eventName\":\"optOut\"" + timestamp + "}");
      }
    }

    assertThat(ingress.read(ingress.topics().dncWebhookEvents().name()).keyed("cannot be parsed"))
        .extracting(line -> line.header("ce_id"))
        .hasSize(6)
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldPutASimulatedDigitOnTheCall() {
    var answer = ingress.post("/simulator", "{\"callId\":\"s-1\",\"digit\":\"2\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).path("status").asText()).isEqualTo("digit_processed");
    var line = ingress.read(ingress.topics().dtmf().name()).only("s-1");
    assertThat(line.value())
        .isEqualTo(
            "{\"type\":\"digit\",\"callId\":\"s-1\",\"digit\":\"2\",\"source\":\"simulator\",\"timeSource\":\"received\"}");
    assertThat(line.header("ce_type")).isEqualTo("com.nice.cxone.dtmf");
  }

  @Test
  void shouldAnswerHealthMetricsAndDescriptionOnTheMainPort() {
    ingress.post("/webhook/call-result", "{\"contactId\":\"c-9\",\"dispositionCode\":\"1\"}");

    assertThat(ingress.get("/livez").statusCode()).isEqualTo(200);
    assertThat(ingress.get("/health").body()).contains("\"ingress\"");
    assertThat(ingress.get("/metrics").body())
        .contains("ingress_requests_seconds_count{")
        .contains("route=\"call-result\"")
        .contains("sender=\"loopback\"");
    assertThat(ingress.get("/openapi.yaml").statusCode()).isEqualTo(200);
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return Json.mapper().readTree(answer.body());
    } catch (IOException e) {
      throw new AssertionError(answer.body(), e);
    }
  }
}
