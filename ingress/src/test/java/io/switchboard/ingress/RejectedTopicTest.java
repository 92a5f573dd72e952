package io.switchboard.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.switchboard.contract.event.RejectedInput;
import io.switchboard.contract.json.Json;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is on {@code cxone.rejected} after a refusal. */
class RejectedTopicTest {
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
  void shouldHoldTheBodyTheReasonAndTheField() {
    ingress.post("/webhook/call-result", "{\"contactId\":\"kept-1\"}");

    await()
        .untilAsserted(
            () ->
                assertThat(rejected("/webhook/call-result"))
                    .anySatisfy(
                        rejected -> {
                          assertThat(rejected.body()).isEqualTo("{\"contactId\":\"kept-1\"}");
                          assertThat(rejected.reason()).isEqualTo("dispositionCode is missing");
                          assertThat(rejected.field()).isEqualTo("/dispositionCode");
                        }));
  }

  @Test
  void shouldHoldABodyOfAnotherType() {
    ingress.post("/webhook/dnc", "<kept-2/>", "Content-Type", "text/xml");

    awaitRejected("/webhook/dnc", "<kept-2/>", "application/json");
  }

  @Test
  void shouldHoldAnEncodedBody() {
    ingress.post("/webhook/dnc", "kept-3", "Content-Encoding", "gzip");

    awaitRejected("/webhook/dnc", "kept-3", "Content-Encoding");
  }

  @Test
  void shouldHoldTheBeginningOfABodyThatIsTooLarge() {
    var body = "{\"contactId\":\"kept-4\"" + " ".repeat(70_000) + "}";

    ingress.post("/webhook/call-result", body);

    awaitRejected("/webhook/call-result", body.substring(0, 16_384), "65536 bytes");
  }

  @Test
  void shouldHoldTheBeginningOfAChunkedBodyThatIsTooLarge() {
    var body = "{\"contactId\":\"kept-5\"" + " ".repeat(70_000) + "}";

    ingress.send(
        ingress
            .request("/webhook/call-result")
            .POST(
                BodyPublishers.ofInputStream(
                    () -> new ByteArrayInputStream(body.getBytes(UTF_8)))));

    awaitRejected("/webhook/call-result", body.substring(0, 16_384), "65536 bytes");
  }

  private static void awaitRejected(String endpoint, String body, String reason) {
    await()
        .untilAsserted(
            () ->
                assertThat(rejected(endpoint))
                    .anySatisfy(
                        rejected -> {
                          assertThat(rejected.body()).isEqualTo(body);
                          assertThat(rejected.reason()).contains(reason);
                        }));
  }

  private static List<RejectedInput> rejected(String endpoint) throws JsonProcessingException {
    var rejected = new ArrayList<RejectedInput>();
    for (var line : ingress.read(ingress.topics().rejected().name()).keyed(endpoint)) {
      rejected.add(Json.mapper().readValue(line.value(), RejectedInput.class));
    }
    return rejected;
  }
}
