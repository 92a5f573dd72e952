package io.switchboard.ingress.nice;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.switchboard.contract.event.ivr.CallerAction;
import io.switchboard.ingress.menu.MenuAnswer;

/** The answer to the Virtual Agent Hub. */
final class HubAnswer {
  private static final int MILLIS = 1_000;

  private HubAnswer() {}

  /**
   * What the caller hears next.
   *
   * @param understood whether the caller's input was one that the menu takes
   */
  static ObjectNode of(MenuAnswer answer, boolean understood, HubState state, PromptPaths prompts) {
    var json =
        switch (answer.action()) {
          case CallerAction.Collect collect -> collect(collect, understood, prompts);
          case CallerAction.Transfer(var queue) -> {
            var back = branch("ReturnControlToScript");
            payload(back, "transfer", queue == null ? "" : queue, answer);
            yield back;
          }
          case CallerAction.Hangup() -> {
            var end = branch("EndContact");
            payload(end, "hangup", "", answer);
            yield end;
          }
        };
    json.set("botSessionState", state.json());
    return json;
  }

  /** The caller has hung up. */
  static ObjectNode ended() {
    return branch("EndContact");
  }

  /**
   * The request cannot be used: the script goes on by its error branch.
   *
   * @param reason for the script's log
   */
  static ObjectNode error(String reason) {
    var json = branch("Error");
    json.putObject("errorDetails")
        .put("errorBehavior", "ReturnControlToScriptThroughErrorBranch")
        .put("systemErrorMessage", reason);
    return json;
  }

  private static ObjectNode collect(
      CallerAction.Collect collect, boolean understood, PromptPaths prompts) {
    var json = branch(understood ? "PromptAndCollectNextResponse" : "UserInputNotUnderstood");
    json.putObject("nextPromptSequence")
        .putArray("prompts")
        .addObject()
        .put("audioFilePath", prompts.of(collect.promptUrl()));
    var millis = collect.timeoutSeconds() * MILLIS;
    var behaviors = json.putObject("nextPromptBehaviors");
    behaviors
        .putObject("silenceRules")
        .put("engageComfortSequence", false)
        .put("millisecondsToWaitForUserResponse", millis);
    var rules = behaviors.putObject("audioCollectionRules");
    rules.put("collectionType", "SEND_DTMF_ONLY_AS_TEXT");
    rules
        .putObject("dtmfRules")
        .put("detectDtmf", true)
        .put("clearDigits", false) // what experienced callers type ahead counts
        .put("terminationCharacters", String.join("", collect.terminators()))
        .put("stripTerminator", false) // a terminator alone may be a key of the menu
        .put("interDigitTimeoutMilliseconds", millis)
        .put("maxDigits", collect.maxLength());
    rules.putObject("bargeConfiguration").put("enableSpeakerBarge", true);
    return json;
  }

  private static void payload(ObjectNode json, String action, String skill, MenuAnswer answer) {
    json.putObject("customPayload")
        .putObject("scriptPayloads")
        .put("action", action)
        .put("skill", skill)
        .put("path", StudioAnswer.path(answer.path()));
  }

  private static ObjectNode branch(String name) {
    return JsonNodeFactory.instance.objectNode().put("branchName", name);
  }
}
