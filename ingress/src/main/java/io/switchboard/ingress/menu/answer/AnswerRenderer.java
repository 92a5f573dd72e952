package io.switchboard.ingress.menu.answer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.switchboard.contract.event.ivr.CallerAction;
import io.switchboard.ingress.menu.MenuSettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Turns what a caller hears into the JSON that CXone's Studio script acts on. */
public record AnswerRenderer(MenuSettings settings) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /**
   * The answer's body.
   *
   * @param turn put into nextUrl when turns are on; null for none
   */
  public ObjectNode render(CallerAction action, @Nullable Integer turn) {
    return switch (action) {
      case CallerAction.Collect collect -> collect(collect, turn);
      case CallerAction.Transfer(var queue) -> action("transfer").put("nextUrl", transfer(queue));
      case CallerAction.Hangup() -> action("hangup");
    };
  }

  private ObjectNode collect(CallerAction.Collect collect, @Nullable Integer turn) {
    var answer = action("collect");
    answer.putObject("play").put("url", collect.promptUrl());
    var dtmf = answer.putObject("dtmf");
    dtmf.put("maxLength", collect.maxLength());
    dtmf.put("timeout", collect.timeoutSeconds());
    collect.terminators().forEach(dtmf.putArray("terminators")::add);
    return answer.put("nextUrl", next(turn));
  }

  private static ObjectNode action(String action) {
    return NODES.objectNode().put("action", action);
  }

  private String next(@Nullable Integer turn) {
    var url = settings.publicUrl() + MenuSettings.PATH;
    return settings.turns() && turn != null ? url + "?turn=" + turn : url;
  }

  private String transfer(@Nullable String queue) {
    var url = settings.transferUrl();
    if (queue == null) {
      return url;
    }
    return url
        + (url.contains("?") ? "&" : "?")
        + "queue="
        + URLEncoder.encode(queue, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
