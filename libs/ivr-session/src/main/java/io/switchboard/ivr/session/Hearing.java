package io.switchboard.ivr.session;

import io.switchboard.contract.event.CallSource;
import io.switchboard.contract.event.CallerHears;
import java.time.Instant;
import java.util.List;

/** What a caller hears at a place, and how long the place waits. */
public final class Hearing {
  /** CXone's own timer has to be well behind us before ours says the call is lost. */
  private static final int SAFETY_NET_SECONDS = 5;

  private static final int AFTER_A_RECORDING_SECONDS = 1;

  private Hearing() {}

  /** The prompt and how to collect at a node, for this caller. */
  public static CallerHears at(MenuDefinition definition, Call call, Position position) {
    var node = definition.node(position.node());
    var own = call.menuPromptUrl();
    return switch (node) {
      case Node.Audible audible
          when own != null && position.node().equals(definition.audibleRoot()) ->
          collect(audible, own);
      case Node.Audible audible ->
          collect(audible, audible.prompts().url(call.tier(), position.attempts()));
      case Node.Hours _ -> new CallerHears.Hangup(); // nobody rests there
    };
  }

  private static CallerHears.Collect collect(Node.Audible node, String url) {
    return new CallerHears.Collect(url, maxLength(node), timeoutSeconds(node), terminators(node));
  }

  /** At most so many digits. */
  public static int maxLength(Node.Audible node) {
    return switch (node) {
      case Node.Menu menu -> menu.longest();
      case Node.Collect collect -> collect.max();
      case Node.Say _ -> 1;
    };
  }

  /** CXone's own no-input timer, in seconds. */
  public static int timeoutSeconds(Node.Audible node) {
    return switch (node) {
      case Node.Menu menu -> menu.listening().firstDigitSeconds();
      case Node.Collect collect -> collect.listening().firstDigitSeconds();
      case Node.Say _ -> AFTER_A_RECORDING_SECONDS;
    };
  }

  /** Keys that end an entry. */
  public static List<String> terminators(Node.Audible node) {
    return switch (node) {
      case Node.Menu menu -> menu.listening().terminators();
      case Node.Collect collect -> collect.listening().terminators();
      case Node.Say _ -> List.of();
    };
  }

  /**
   * When the silence at a place has lasted too long. Calls that CXone's menu webhook drives have
   * CXone's timer; ours is the safety net behind it.
   */
  static Instant deadline(MenuDefinition definition, Call call, Position position, Instant at) {
    var seconds =
        switch (definition.node(position.node())) {
          case Node.Audible node when call.source() == CallSource.MENU ->
              node.promptSeconds() + timeoutSeconds(node) + SAFETY_NET_SECONDS;
          case Node.Menu menu -> wait(menu.listening(), position);
          case Node.Collect collect -> wait(collect.listening(), position);
          case Node.Say say -> say.promptSeconds();
          case Node.Hours _ -> 0;
        };
    var deadline = at.plusSeconds(seconds);
    return deadline.isBefore(call.evictAt()) ? deadline : call.evictAt();
  }

  private static int wait(Listening listening, Position position) {
    return position.entry().isEmpty()
        ? listening.firstDigitSeconds()
        : listening.interDigitSeconds();
  }
}
