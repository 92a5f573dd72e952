package io.switchboard.ivr.session;

import io.switchboard.contract.event.ivr.CallSource;
import io.switchboard.contract.event.ivr.CallerAction;
import io.switchboard.ivr.menu.InputRules;
import io.switchboard.ivr.menu.MenuDefinition;
import io.switchboard.ivr.menu.Node;
import io.switchboard.ivr.session.state.Call;
import io.switchboard.ivr.session.state.Position;
import java.time.Instant;

/** What a caller hears at a node, and how long the node waits. */
public final class PromptSelector {
  /** Margin for CXone's own timer, which must fire before the session's. */
  private static final int SAFETY_NET_SECONDS = 5;

  private PromptSelector() {}

  /** The prompt and the collection settings of a node, for this caller. */
  public static CallerAction at(MenuDefinition definition, Call call, Position position) {
    var node = definition.node(position.node());
    var own = call.menuPromptUrl();
    return switch (node) {
      case Node.Audible audible
          when own != null && position.node().equals(definition.audibleRoot()) ->
          collect(audible, own);
      case Node.Audible audible ->
          collect(audible, audible.prompts().url(call.tier(), position.attempts()));
      case Node.Hours _ -> new CallerAction.Hangup(); // no caller stays at an hours node
    };
  }

  private static CallerAction.Collect collect(Node.Audible node, String url) {
    return new CallerAction.Collect(
        url, node.maxLength(), node.timeoutSeconds(), node.terminators());
  }

  /**
   * The timeout of a node. Calls of CXone's menu webhook have CXone's timer; this one is the safety
   * net.
   */
  static Instant deadline(MenuDefinition definition, Call call, Position position, Instant at) {
    var seconds =
        switch (definition.node(position.node())) {
          case Node.Audible node when call.source() == CallSource.MENU ->
              node.promptSeconds() + node.timeoutSeconds() + SAFETY_NET_SECONDS;
          case Node.Menu menu -> wait(menu.inputRules(), position);
          case Node.Collect collect -> wait(collect.inputRules(), position);
          case Node.Say say -> say.promptSeconds();
          case Node.Hours _ -> 0;
        };
    var deadline = at.plusSeconds(seconds);
    return deadline.isBefore(call.evictAt()) ? deadline : call.evictAt();
  }

  private static int wait(InputRules inputRules, Position position) {
    return position.entry().isEmpty()
        ? inputRules.firstDigitSeconds()
        : inputRules.interDigitSeconds();
  }
}
