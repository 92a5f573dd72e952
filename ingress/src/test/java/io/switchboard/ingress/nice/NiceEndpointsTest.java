package io.switchboard.ingress.nice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.CallerAction;
import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.ingress.menu.FakeIvr;
import io.switchboard.ingress.menu.MenuServiceFixture;
import io.switchboard.ingress.request.Answer;
import io.switchboard.ingress.request.IngressRequest;
import io.switchboard.ingress.request.RequestHandler;
import io.switchboard.ingress.request.Route;
import io.switchboard.testkit.cluster.TestCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Both endpoints in front of a real menu service on a real broker. */
class NiceEndpointsTest {
  private static final long CONTACT = 9_007_199_254_740_993L;

  @AutoClose
  private final TestCluster cluster =
      MenuServiceFixture.cluster(EmbeddedBroker.shared().bootstrapServers());

  private final KafkaSettings kafka = cluster.kafka();
  @AutoClose private final FakeIvr ivr = FakeIvr.start(kafka, NiceEndpointsTest::decide);

  @AutoClose
  private final MenuServiceFixture menu =
      MenuServiceFixture.ready(kafka, MenuServiceFixture.SETTINGS, MenuServiceFixture.TIMING);

  private Map<Route, RequestHandler> handlers = Map.of();

  @BeforeEach
  void connect() {
    handlers =
        NiceEndpoints.byRoute(
            menu.service(),
            menu.publisher(),
            kafka.topics(),
            PromptPaths.parse("https://prompts.test/=menu\\"),
            new SimpleMeterRegistry());
  }

  /** A menu: 9 reaches a person, * ends the call, all else is answered with a prompt. */
  private static CallerAction decide(CallEvent.MenuRequest request, int turn) {
    return switch (request.dtmf()) {
      case "9" -> new CallerAction.Transfer("sales");
      case "*" -> new CallerAction.Hangup();
      default -> FakeIvr.collect("https://prompts.test/" + turn + "-" + request.dtmf() + ".wav");
    };
  }

  @Test
  void shouldAnswerAStudioScript() {
    var answer =
        studio("{\"callId\":\"s1\",\"turn\":\"1\",\"from\":\"(415) 555-0100\",\"dtmf\":\"\"}");

    assertThat(answer)
        .hasToString(
            "{\"ok\":true,\"action\":\"collect\",\"prompt\":\"menu\\\\1-.wav\",\"maxDigits\":1,"
                + "\"timeoutSeconds\":10,\"terminators\":\"#*\",\"skill\":\"\","
                + "\"vars\":{\"path\":\"\"}}");
    var record = records(1).getFirst();
    assertThat(record.key()).isEqualTo("s1");
    assertThat(record.value())
        .isEqualTo(
            new CallEvent.MenuRequest("s1", "+14155550100", "", null, Tier.GOLD, null, null));
    assertThat(header(record, "ce_type")).isEqualTo("com.nice.cxone.menu-request");
    assertThat(header(record, "ce_subject")).isEqualTo("s1");
  }

  @Test
  void shouldGiveAStudioScriptsRepetitionTheIdentityOfItsTurn() {
    studio("{\"callId\":\"s2\",\"turn\":1,\"dtmf\":\"\"}");
    studio("{\"callId\":\"s2\",\"turn\":\"2\",\"dtmf\":\"1\"}");
    studio("{\"callId\":\"s2\",\"turn\":2,\"dtmf\":\"1\"}");
    studio("{\"callId\":\"other\",\"turn\":2,\"dtmf\":\"1\"}");

    var records = records(4);
    var ids = ids(records, "s2");
    assertThat(ids).hasSize(3);
    assertThat(ids.get(1)).isEqualTo(ids.get(2)).isNotEqualTo(ids.get(0));
    assertThat(ids(records, "other")).doesNotContainAnyElementsOf(ids);
  }

  @Test
  void shouldWriteTheEndOfAStudioCallOnce() {
    studio("{\"callId\":\"s3\",\"turn\":1}");

    var answer = studio("{\"callId\":\"s3\",\"event\":\"End\"}");

    assertThat(answer.path("action").asText()).isEqualTo("hangup");
    var end = records(2).getLast();
    assertThat(end.value()).isInstanceOf(CallEvent.CallEnd.class);
    assertThat(header(end, "ce_type")).isEqualTo("com.nice.cxone.call-end");
  }

  @Test
  void shouldPlayACallOfTheHub() {
    var began = hub(5, "", "null");
    var pressed = hub(6, "1", began.path("botSessionState").toString());
    var silent = hub(0, "", pressed.path("botSessionState").toString());
    var spoken = hub(1, "hello", silent.path("botSessionState").toString());
    var back = hub(6, "9", spoken.path("botSessionState").toString());

    assertThat(began.path("branchName").asText()).isEqualTo("PromptAndCollectNextResponse");
    assertThat(prompt(began)).isEqualTo("menu\\1-.wav");
    assertThat(prompt(pressed)).isEqualTo("menu\\2-1.wav");
    assertThat(prompt(silent)).isEqualTo("menu\\3-.wav");
    assertThat(spoken.path("branchName").asText()).isEqualTo("UserInputNotUnderstood");
    assertThat(back.path("branchName").asText()).isEqualTo("ReturnControlToScript");
    assertThat(back.at("/customPayload/scriptPayloads/skill").asText()).isEqualTo("sales");
    var records = records(5);
    assertThat(records)
        .extracting(ConsumerRecord::key)
        .containsOnly(Long.toUnsignedString(CONTACT));
    assertThat(records)
        .extracting(record -> ((CallEvent.MenuRequest) record.value()).turn())
        .containsExactly(0, 1, 2, 0, 4);
    assertThat(header(records.get(3), "ce_id"))
        .as("asks for the prompt again, as the start does")
        .isEqualTo(header(records.getFirst(), "ce_id"));
    assertThat(((CallEvent.MenuRequest) records.getFirst().value()).from())
        .isEqualTo("+14155550101");
  }

  @Test
  void shouldEndAContactThatTheMenuHangsUpOn() {
    assertThat(hub(6, "*", "null").path("branchName").asText()).isEqualTo("EndContact");
  }

  @Test
  void shouldWriteTheEndOfACallOfTheHub() {
    hub(5, "", "null");

    var answer = hub(4, "", "{\"exchange\":1,\"turn\":1}");

    assertThat(answer).hasToString("{\"branchName\":\"EndContact\"}");
    assertThat(records(2).getLast().value()).isInstanceOf(CallEvent.CallEnd.class);
  }

  @Test
  void shouldAnswerTheRootMenuWhileDecisionsAreLate() {
    try (var impatient =
        MenuServiceFixture.ready(kafka, MenuServiceFixture.SETTINGS, MenuServiceFixture.SHORT)) {
      handlers =
          NiceEndpoints.byRoute(
              impatient.service(),
              impatient.publisher(),
              kafka.topics(),
              PromptPaths.NONE,
              new SimpleMeterRegistry());
      ivr.suspend();

      var answer = hub(6, "1", "{\"exchange\":1,\"turn\":1}");

      ivr.resume();
      assertThat(answer.path("branchName").asText()).isEqualTo("PromptAndCollectNextResponse");
      assertThat(prompt(answer)).isEqualTo("https://own.test/hello.wav");
      assertThat(answer.at("/botSessionState/turn").asInt()).isEqualTo(3);
    }
  }

  private JsonNode studio(String body) {
    return answer(Route.NICE_STUDIO_MENU, body);
  }

  private JsonNode hub(int type, String input, String state) {
    return answer(
        Route.NICE_VAH_EXCHANGE,
        ("{\"virtualAgentId\":\"switchboard\",\"botConfig\":\"{\\\"a\\\":1}\",\"userInput\":\"%s\","
                + "\"userInputType\":%d,\"executionInfo\":{\"contactId\":%d,\"busNo\":46,"
                + "\"requestId\":\"r\",\"scriptName\":\"main\"},\"botSessionState\":%s,"
                + "\"customPayload\":{\"from\":\"415-555-0101\"},\"base64wavFile\":null}")
            .formatted(input, type, CONTACT, state));
  }

  private JsonNode answer(Route route, String body) {
    var request =
        new IngressRequest(
            route,
            body.getBytes(StandardCharsets.UTF_8),
            Instant.now(),
            System.nanoTime() + 10_000_000_000L,
            Optional.empty(),
            EventHeaders.newTraceparent(),
            null,
            null);
    var answer = Objects.requireNonNull(handlers.get(route)).handle(request);
    try {
      return Json.mapper().readTree(((Answer.Success) answer).json());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String prompt(JsonNode answer) {
    return answer.at("/nextPromptSequence/prompts/0/audioFilePath").asText();
  }

  private List<ConsumerRecord<String, CallEvent>> records(int count) {
    return await().until(() -> cluster.read(kafka.topics().dtmf()), all -> all.size() >= count);
  }

  private static List<String> ids(List<ConsumerRecord<String, CallEvent>> records, String callId) {
    return records.stream()
        .filter(record -> record.key().equals(callId))
        .map(record -> header(record, "ce_id"))
        .toList();
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    return EventHeaders.text(record.headers(), name).orElseThrow();
  }
}
