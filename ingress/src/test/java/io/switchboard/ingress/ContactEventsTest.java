package io.switchboard.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.json.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code /webhook/data-actions} with a real broker: one record for each element. */
class ContactEventsTest {
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
  void shouldSplitAnEnvelopeAndRefuseElementsAlone() {
    var first = "{ \"id\":\"p1\", \"firstName\":\"Zoë\", \"score\": 1.50 }";
    var second = "{\"id\":\"p2\",\"timestamp\":\"2026-11-20T10:00:05Z\"}";

    var answer =
        ingress.post(
            "/webhook/data-actions",
            "{\"events\":[" + first + ",{\"externalId\":\"no-id\"},7," + second + "]}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).path("accepted").asInt()).isEqualTo(2);
    assertThat(json(answer).path("rejected")).hasSize(2);
    assertThat(json(answer).at("/rejected/0/index").asInt()).isEqualTo(1);
    assertThat(json(answer).at("/rejected/0/error").asText()).isEqualTo("events/1/id is missing");
    var topic = ingress.read(ingress.topics().contactEvents().name());
    assertThat(topic.only("p1").value()).isEqualTo(first);
    assertThat(topic.only("p2").value()).isEqualTo(second);
    assertThat(topic.only("p2").headers())
        .containsEntry("ce_type", "com.nice.cxone.contact-event")
        .containsEntry("ce_time", "2026-11-20T10:00:05.000Z");
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(
                        ingress
                            .read(ingress.topics().rejected().name())
                            .keyed("/webhook/data-actions"))
                    .anyMatch(line -> line.value().contains("no-id")));
  }

  @Test
  void shouldGiveTheSameElementTheSameIdentityHoweverItIsWritten() {
    ingress.post(
        "/webhook/data-actions", "{\"events\":[{\"id\":\"q1\",\"a\":{\"x\":1,\"y\":\"é\"}}]}");
    ingress.post(
        "/webhook/data-actions",
        "{\"events\":[ { \"a\": {\"y\":\"\\u00e9\",\"x\":1}, \"id\":\"q1\" } ]}");

    var topic = ingress.read(ingress.topics().contactEvents().name());
    assertThat(topic.keyed("q1"))
        .hasSize(2)
        .extracting(line -> line.header("ce_id"))
        .containsOnly(topic.keyed("q1").getFirst().header("ce_id"));
  }

  @Test
  void shouldIdentifyAnElementByTheRequestAndItsIndex() {
    ingress.post(
        "/webhook/data-actions",
        "{\"events\":[{\"id\":\"q2\"},{\"id\":\"q3\"}]}",
        "webhook-id",
        "m");

    var topic = ingress.read(ingress.topics().contactEvents().name());
    assertThat(topic.only("q2").header("ce_id")).isEqualTo(EventId.hash("m/0", "q2"));
    assertThat(topic.only("q3").header("ce_id")).isEqualTo(EventId.hash("m/1", "q3"));
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return Json.mapper().readTree(answer.body());
    } catch (IOException e) {
      throw new AssertionError(answer.body(), e);
    }
  }
}
