package io.switchboard.ingress.nice;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.event.ivr.CallerAction;
import io.switchboard.ingress.menu.MenuAnswer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HubAnswerTest {
  private static final PromptPaths PATHS = PromptPaths.parse("https://cdn.test/=main\\");
  private static final String COLLECT =
      "'nextPromptSequence':{'prompts':[{'audioFilePath':'main\\\\welcome.wav'}]},"
          + "'nextPromptBehaviors':{'silenceRules':{'engageComfortSequence':false,"
          + "'millisecondsToWaitForUserResponse':8000},'audioCollectionRules':{"
          + "'collectionType':'SEND_DTMF_ONLY_AS_TEXT','dtmfRules':{'detectDtmf':true,"
          + "'clearDigits':false,'terminationCharacters':'#*','stripTerminator':false,"
          + "'interDigitTimeoutMilliseconds':8000,'maxDigits':4},"
          + "'bargeConfiguration':{'enableSpeakerBarge':true}}},"
          + "'botSessionState':{'exchange':3,'turn':2}}";

  static Stream<Arguments> answers() {
    var collect = new CallerAction.Collect("https://cdn.test/welcome.wav", 4, 8, List.of("#", "*"));
    var state = ",'botSessionState':{'exchange':3,'turn':2}}";
    return Stream.of(
        Arguments.of(collect, true, "{'branchName':'PromptAndCollectNextResponse'," + COLLECT),
        Arguments.of(collect, false, "{'branchName':'UserInputNotUnderstood'," + COLLECT),
        Arguments.of(
            new CallerAction.Transfer("sales"),
            true,
            "{'branchName':'ReturnControlToScript','customPayload':{'scriptPayloads':"
                + "{'action':'transfer','skill':'sales','path':'1,A'}}"
                + state),
        Arguments.of(
            new CallerAction.Transfer(null),
            false,
            "{'branchName':'ReturnControlToScript','customPayload':{'scriptPayloads':"
                + "{'action':'transfer','skill':'','path':'1,A'}}"
                + state),
        Arguments.of(
            new CallerAction.Hangup(),
            true,
            "{'branchName':'EndContact','customPayload':{'scriptPayloads':"
                + "{'action':'hangup','skill':'','path':'1,A'}}"
                + state));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void shouldHaveTheBranchOfTheAction(CallerAction action, boolean understood, String json) {
    var answer = new MenuAnswer(new byte[0], "decided", action, 2, List.of("1", "A"));

    var hub = HubAnswer.of(answer, understood, new HubState(3, 2), PATHS);

    assertThat(hub).hasToString(json.replace('\'', '"'));
  }
}
