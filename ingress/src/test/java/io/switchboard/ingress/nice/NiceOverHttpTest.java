package io.switchboard.ingress.nice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.contract.json.Json;
import io.switchboard.ingress.RunningIngress;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both endpoints over real HTTP, with requests that a script or a hub should not send. */
class NiceOverHttpTest {
  private static final String STUDIO = "/nice/studio/menu";
  private static final String HUB = "/nice/vah/exchange";
  private static RunningIngress ingress;

  @BeforeAll
  static void start() {
    ingress =
        RunningIngress.start(
            "WEBHOOK_HEADER", "X-Webhook-Token: open sesame",
            "CXONE_PROMPT_PATHS", "https://cdn.example.com/prompts/=menu\\");
  }

  @AfterAll
  static void stop() {
    ingress.close();
  }

  @Test
  void shouldTakeJsonThatIsLabelledAsAForm() {
    var answer =
        post(
            STUDIO, "{\"callId\":\"form-1\"}", "Content-Type", "application/x-www-form-urlencoded");

    assertThat(answer.path("ok").asBoolean()).isTrue();
    assertThat(answer.path("prompt").asText()).isEqualTo("menu\\standard_menu.wav");
  }

  @Test
  void shouldAskBothForProof() {
    assertThat(ingress.post(STUDIO, "{\"callId\":\"1\"}").statusCode()).isEqualTo(401);
    assertThat(ingress.post(HUB, "{}").statusCode()).isEqualTo(401);
  }

  static Stream<String> unusable() {
    return Stream.of(
        "",
        "{",
        "null",
        "[]",
        "7",
        "callId=1&dtmf=1",
        "{\"callId\":null,\"executionInfo\":{\"contactId\":null}}",
        "{\"callId\":{\"a\":1},\"executionInfo\":{\"contactId\":[1]}}",
        "{\"callId\":\" \",\"executionInfo\":\"x\"}",
        "{\"callId\":\"1\",\"callId\":\"2\"}",
        "{\"callId\":\"\\u0000\",\"executionInfo\":{\"contactId\":\"\\u0000\"}}",
        "{\"callId\":\"1\",\"context\":" + "[".repeat(200) + "]".repeat(200) + "}",
        "{\"callId\":\"1\",\"context\":[" + "1,".repeat(20_000) + "1]}",
        "{\"callId\":\"1\",\"userInput\":\"" + "A".repeat(60_000) + "\"}",
        "\u0000".repeat(100),
        "x".repeat(2_000_000));
  }

  @ParameterizedTest
  @MethodSource("unusable")
  void shouldRefuseAStudioScriptWithOk(String body) {
    var answer = post(STUDIO, body);

    assertThat(answer.path("ok").asBoolean(true)).isFalse();
    assertThat(answer.path("error").asText()).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("unusable")
  void shouldSendTheHubToTheErrorBranch(String body) {
    var answer = post(HUB, body);

    assertThat(answer.path("branchName").asText()).isEqualTo("Error");
    assertThat(answer.at("/errorDetails/errorBehavior").asText())
        .isEqualTo("ReturnControlToScriptThroughErrorBranch");
    assertThat(answer.at("/errorDetails/systemErrorMessage").asText()).isNotBlank();
  }

  @Test
  void shouldUnderstandARequestWithALongRecording() {
    var body =
        "{\"executionInfo\":{\"contactId\":77},\"userInputType\":2,\"base64wavFile\":\""
            + "UklGRg==".repeat(100_000)
            + "\"}";

    var answer = post(HUB, body);

    assertThat(answer.path("branchName").asText()).isEqualTo("UserInputNotUnderstood");
    assertThat(answer.at("/nextPromptSequence/prompts/0/audioFilePath").asText())
        .isEqualTo("menu\\standard_menu.wav");
  }

  @Test
  void shouldKeepWhatItRefusesOnTheTopicOfRejectedInput() {
    post(STUDIO, "{\"turn\":\"unusable-studio\"}");
    post(HUB, "{\"virtualAgentId\":\"unusable-hub\"}");

    Awaitility.await()
        .untilAsserted(
            () -> {
              var rejected = ingress.read(ingress.topics().rejected().name());
              assertThat(rejected.keyed(STUDIO))
                  .anySatisfy(it -> assertThat(it.value()).contains("unusable-studio"));
              assertThat(rejected.keyed(HUB))
                  .anySatisfy(it -> assertThat(it.value()).contains("unusable-hub"));
            });
  }

  @Test
  void shouldCountBothByTheirRoutes() {
    post(STUDIO, "{\"callId\":\"counted\"}");
    post(HUB, "{}");

    assertThat(ingress.get("/metrics").body())
        .contains("route=\"nice-studio-menu\"")
        .contains("route=\"nice-vah-exchange\"");
  }

  private static JsonNode post(String path, String body, String... headers) {
    var all = Stream.concat(Stream.of("X-Webhook-Token", "open sesame"), Stream.of(headers));
    var answer = ingress.post(path, body, all.toArray(String[]::new));
    assertThat(answer.statusCode()).isEqualTo(200);
    return json(answer);
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return Json.mapper().readTree(answer.body());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
