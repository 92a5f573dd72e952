package io.switchboard.e2e.menu;

import static io.switchboard.e2e.menu.MenuDeployment.GOLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.ingress.IngressService;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The menu webhook with the real ivr-streams behind it. */
@Order(2)
@Execution(ExecutionMode.CONCURRENT)
class WaitingCallersTest {
  private static final String PROMPTS = "https://cdn.example.com/prompts/";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path directory;

  @SuppressWarnings("NullAway.Init")
  private MenuDeployment deployment;

  private final String call = "call-" + UUID.randomUUID();

  @BeforeEach
  void deploy() {
    deployment = new MenuDeployment(directory);
  }

  @AfterEach
  void close() throws Exception {
    deployment.close();
  }

  @Test
  void shouldLeadACallerThroughTheMenu() {
    deployment.ivr();
    var ingress = deployment.ingress("TRANSFER_URL", "https://transfer.test");
    awaitDecisions(ingress);

    var start = deployment.menu(ingress, call, GOLD, "");
    var other = deployment.ingress("TRANSFER_URL", "https://transfer.test");
    var first = deployment.menu(other, call, GOLD, "1");
    var second = deployment.menu(ingress, call, GOLD, "A");
    var third = deployment.menu(other, call, GOLD, "1");
    var late = deployment.menu(ingress, call, GOLD, "1");

    assertThat(prompt(start)).isEqualTo(PROMPTS + "gold_menu.wav");
    assertThat(action(first)).isEqualTo("collect");
    assertThat(action(second)).isEqualTo("collect");
    assertThat(third)
        .hasToString("{\"action\":\"transfer\",\"nextUrl\":\"https://transfer.test\"}");
    assertThat(late).as("the final answer again").isEqualTo(third);
  }

  @Test
  void shouldLeadACallerOnWithoutIvrStreams() {
    var ivr = deployment.ivr();
    var ingress = deployment.ingress();
    awaitDecisions(ingress);
    var start = deployment.menu(ingress, call, GOLD, "");
    ivr.close();
    var restarted = deployment.ingress();

    var first = deployment.menu(restarted, call, GOLD, "1");
    var second = deployment.menu(ingress, call, GOLD, "A");
    var wrong = deployment.menu(restarted, call, GOLD, "7");
    var third = deployment.menu(ingress, call, GOLD, "1");
    var newCall = deployment.menu(restarted, call + "-2", GOLD, "");
    deployment.ivr();
    awaitDecisions(ingress);

    assertThat(List.of(action(first), action(second), action(wrong))).containsOnly("collect");
    assertThat(action(third)).isEqualTo("transfer");
    assertThat(newCall).isEqualTo(start);
    assertThat(deployment.menu(restarted, call, GOLD, "1"))
        .as("the final answer again, by ivr-streams")
        .isEqualTo(third);
    assertThat(deployment.fallbacks()).isZero();
  }

  @Test
  void shouldPutTheSessionWhereItsCallerIsAfterAFallback() {
    deployment.ivr().close();
    var ingress = deployment.ingress("MENU_TURNS", "true");
    var fallback = deployment.menu(ingress, call, GOLD, "A", 7); // of an unknown turn
    deployment.ivr();
    awaitDecisions(ingress);

    var first = deployment.menu(ingress, call, GOLD, "1", turn(fallback));
    var second = deployment.menu(ingress, call, GOLD, "A", turn(first));

    assertThat(prompt(fallback)).isEqualTo(PROMPTS + "gold_menu.wav");
    assertThat(action(second)).isEqualTo("collect");
    assertThat(action(deployment.menu(ingress, call, GOLD, "1", turn(second))))
        .isEqualTo("transfer");
  }

  @Test
  void shouldGiveAnAnsweredTurnTheSameAnswerAgain() {
    deployment.ivr();
    var ingress = deployment.ingress("MENU_TURNS", "true");
    awaitDecisions(ingress);

    var start = deployment.menu(ingress, call, GOLD, "");
    var startAgain = deployment.menu(ingress, call, GOLD, "");
    var turn = turn(start);
    var pressed = deployment.menu(ingress, call, GOLD, "1", turn);
    var pressedAgain = deployment.menu(ingress, call, GOLD, "1", turn);

    assertThat(startAgain).isEqualTo(start);
    assertThat(pressedAgain).isEqualTo(pressed);
    assertThat(turn(pressed)).isGreaterThan(turn);
    assertThat(action(deployment.menu(ingress, call, GOLD, "A", turn(pressed))))
        .isEqualTo("collect");
  }

  /** Other calls show that ivr-streams has caught up. */
  private void awaitDecisions(IngressService ingress) {
    await()
        .until(
            () -> {
              var before = deployment.decided(ingress);
              deployment.menu(ingress, "probe-" + UUID.randomUUID(), GOLD, "#");
              return deployment.decided(ingress) > before;
            });
  }

  private static int turn(JsonNode answer) {
    return Integer.parseInt(answer.path("nextUrl").asText().replaceAll(".*turn=", ""));
  }

  private static String prompt(JsonNode answer) {
    return answer.at("/play/url").asText();
  }

  private static String action(JsonNode answer) {
    return answer.path("action").asText();
  }
}
