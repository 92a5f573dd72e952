package io.switchboard.ingress.menu.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.event.ivr.CallerAction;
import io.switchboard.ingress.menu.MenuServiceFixture;
import io.switchboard.ingress.menu.MenuSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerRendererTest {
  private static final CallerAction COLLECT =
      new CallerAction.Collect("https://p.test/a.wav", 4, 12, List.of("#"));

  private final AnswerRenderer plain = new AnswerRenderer(MenuServiceFixture.SETTINGS);
  private final AnswerRenderer turning = new AnswerRenderer(MenuServiceFixture.WITH_TURNS);

  @Test
  void shouldCollect() {
    assertThat(plain.render(COLLECT, 3))
        .hasToString(
            "{\"action\":\"collect\",\"play\":{\"url\":\"https://p.test/a.wav\"},"
                + "\"dtmf\":{\"maxLength\":4,\"timeout\":12,\"terminators\":[\"#\"]},"
                + "\"nextUrl\":\"https://ingress.test/webhook/ivr-menu\"}");
  }

  @Test
  void shouldPutTheTurnIntoNextUrlWhenTurnsAreOn() {
    assertThat(turning.render(COLLECT, 3).path("nextUrl").asText())
        .isEqualTo("https://ingress.test/webhook/ivr-menu?turn=3");
  }

  @Test
  void shouldTransferToAQueue() {
    assertThat(plain.render(new CallerAction.Transfer("VIP & more"), 1))
        .hasToString(
            "{\"action\":\"transfer\","
                + "\"nextUrl\":\"https://transfer.test/in?queue=VIP%20%26%20more\"}");
  }

  @Test
  void shouldTransferWithoutAQueue() {
    assertThat(plain.render(new CallerAction.Transfer(null), 1))
        .hasToString("{\"action\":\"transfer\",\"nextUrl\":\"https://transfer.test/in\"}");
  }

  @Test
  void shouldAppendTheQueueToATransferUrlThatHasAQuery() {
    var settings =
        new MenuSettings("https://i.test", "https://transfer.test/?line=1", false, "US", null);

    assertThat(
            new AnswerRenderer(settings)
                .render(new CallerAction.Transfer("sales"), 1)
                .path("nextUrl")
                .asText())
        .isEqualTo("https://transfer.test/?line=1&queue=sales");
  }

  @Test
  void shouldHangUp() {
    assertThat(plain.render(new CallerAction.Hangup(), 1)).hasToString("{\"action\":\"hangup\"}");
  }
}
