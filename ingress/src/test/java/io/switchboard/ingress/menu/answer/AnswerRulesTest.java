package io.switchboard.ingress.menu.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.event.ivr.CallerAction;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerRulesTest {

  @Test
  void shouldLetWhatCxoneAcceptsPass() {
    assertThat(AnswerRules.problem(collect("https://p.test/a.wav", 1, 10, List.of("#", "*"))))
        .isEmpty();
    assertThat(AnswerRules.problem(new CallerAction.Transfer(null))).isEmpty();
    assertThat(AnswerRules.problem(new CallerAction.Transfer("sales"))).isEmpty();
    assertThat(AnswerRules.problem(new CallerAction.Hangup())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "http://p.test/a.wav", "https://", "ftp://x", "https://p q/a"})
  void shouldRefuseAPromptThatCannotBePlayed(String url) {
    assertThat(AnswerRules.problem(collect(url, 1, 10, List.of()))).hasValue("prompt");
  }

  @Test
  void shouldRefuseNumbersOutOfRange() {
    assertThat(AnswerRules.problem(collect("https://p.test", 0, 10, List.of())))
        .hasValue("maxLength");
    assertThat(AnswerRules.problem(collect("https://p.test", 1, 0, List.of()))).hasValue("timeout");
    assertThat(AnswerRules.problem(collect("https://p.test", 1, 10, List.of("##"))))
        .hasValue("terminators");
    assertThat(AnswerRules.problem(new CallerAction.Transfer(" "))).hasValue("queue");
  }

  private static CallerAction collect(
      String url, int maxLength, int timeout, List<String> terminators) {
    return new CallerAction.Collect(url, maxLength, timeout, terminators);
  }
}
