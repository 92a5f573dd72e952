package io.switchboard.ingress.nice;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.event.ivr.CallerAction;
import io.switchboard.ingress.menu.MenuAnswer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StudioAnswerTest {
  private static final PromptPaths PATHS = PromptPaths.parse("https://cdn.test/=main\\");

  static Stream<Arguments> answers() {
    return Stream.of(
        Arguments.of(
            new CallerAction.Collect("https://cdn.test/welcome.wav", 1, 8, List.of("#", "*")),
            List.of("1"),
            "{'ok':true,'action':'collect','prompt':'main\\\\welcome.wav','maxDigits':1,"
                + "'timeoutSeconds':8,'terminators':'#*','skill':'','vars':{'path':'1'}}"),
        Arguments.of(
            new CallerAction.Collect("https://other.test/a.wav", 16, 300, List.of()),
            List.of(),
            "{'ok':true,'action':'collect','prompt':'https://other.test/a.wav','maxDigits':16,"
                + "'timeoutSeconds':60,'terminators':'','skill':'','vars':{'path':''}}"),
        Arguments.of(
            new CallerAction.Transfer("sales"),
            List.of("1", "A", "***"),
            "{'ok':true,'action':'transfer','prompt':'','maxDigits':0,'timeoutSeconds':0,"
                + "'terminators':'','skill':'sales','vars':{'path':'1,A,***'}}"),
        Arguments.of(
            new CallerAction.Transfer(null),
            List.of(),
            "{'ok':true,'action':'transfer','prompt':'','maxDigits':0,'timeoutSeconds':0,"
                + "'terminators':'','skill':'','vars':{'path':''}}"),
        Arguments.of(
            new CallerAction.Hangup(),
            List.of("9"),
            "{'ok':true,'action':'hangup','prompt':'','maxDigits':0,'timeoutSeconds':0,"
                + "'terminators':'','skill':'','vars':{'path':'9'}}"));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void shouldHaveEveryFieldForEveryAction(CallerAction action, List<String> path, String json) {
    var answer = new MenuAnswer(new byte[0], "decided", action, 1, path);

    assertThat(StudioAnswer.of(answer, PATHS)).hasToString(json.replace('\'', '"'));
  }

  @Test
  void shouldSayWhyARequestCannotBeUsed() {
    assertThat(StudioAnswer.refused("callId is missing"))
        .hasToString(
            "{\"ok\":false,\"action\":\"\",\"prompt\":\"\",\"maxDigits\":0,\"timeoutSeconds\":0,"
                + "\"terminators\":\"\",\"skill\":\"\",\"error\":\"callId is missing\","
                + "\"vars\":{\"path\":\"\"}}");
  }

  @Test
  void shouldStayBelow32KiloBytes() {
    var url = "https://" + "\u0001".repeat(2_040);
    var terminators = Collections.nCopies(1_000, "#");
    var path = Collections.nCopies(500, "1234567890".repeat(6));
    var collect = new CallerAction.Collect(url, 64, 300, terminators);

    var json = StudioAnswer.of(new MenuAnswer(new byte[0], "decided", collect, 1, path), PATHS);

    assertThat(json.toString().getBytes(StandardCharsets.UTF_8).length).isLessThan(32_000);
    assertThat(json.at("/vars/path").asText())
        .hasSizeLessThanOrEqualTo(1_000)
        .endsWith("," + path.getLast())
        .startsWith("1234");
  }
}
