package io.switchboard.ingress.nice;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.switchboard.contract.event.ivr.CallerAction;
import io.switchboard.ingress.menu.MenuAnswer;
import java.util.List;

/**
 * The answer to a Studio script. All fields are always there, so that a script reads them without
 * looking for them first. It is far below the 32 KB that Studio's REST action takes.
 */
final class StudioAnswer {
  /** What a CAPTURE action waits at most, in seconds. */
  private static final int MAX_TIMEOUT_SECONDS = 60;

  private static final int MAX_PATH_LENGTH = 1_000;

  private StudioAnswer() {}

  /** What the caller hears next. */
  static ObjectNode of(MenuAnswer answer, PromptPaths prompts) {
    var json =
        switch (answer.action()) {
          case CallerAction.Collect collect ->
              json(true, "collect", prompts.of(collect.promptUrl()), "")
                  .put("maxDigits", collect.maxLength())
                  .put("timeoutSeconds", Math.min(collect.timeoutSeconds(), MAX_TIMEOUT_SECONDS))
                  .put("terminators", String.join("", collect.terminators()));
          case CallerAction.Transfer(var queue) ->
              json(true, "transfer", "", queue == null ? "" : queue);
          case CallerAction.Hangup() -> json(true, "hangup", "", "");
        };
    json.putObject("vars").put("path", path(answer.path()));
    return json;
  }

  /** The caller has hung up: there is nothing left to do. */
  static ObjectNode ended() {
    var json = json(true, "hangup", "", "");
    json.putObject("vars").put("path", "");
    return json;
  }

  /** The request cannot be used. */
  static ObjectNode refused(String reason) {
    var json = json(false, "", "", "").put("error", reason);
    json.putObject("vars").put("path", "");
    return json;
  }

  /** The keys that moved the call, separated by commas; the last ones of a very long call. */
  static String path(List<String> keys) {
    var path = String.join(",", keys);
    return path.length() <= MAX_PATH_LENGTH
        ? path
        : path.substring(path.indexOf(',', path.length() - MAX_PATH_LENGTH) + 1);
  }

  private static ObjectNode json(boolean ok, String action, String prompt, String skill) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("ok", ok)
        .put("action", action)
        .put("prompt", prompt)
        .put("maxDigits", 0)
        .put("timeoutSeconds", 0)
        .put("terminators", "")
        .put("skill", skill);
  }
}
