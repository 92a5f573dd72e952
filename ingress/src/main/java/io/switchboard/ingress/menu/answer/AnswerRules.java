package io.switchboard.ingress.menu.answer;

import io.switchboard.contract.event.ivr.CallerAction;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What CXone accepts as an answer; anything else never leaves, the root menu does instead. */
public final class AnswerRules {
  private static final Set<String> TERMINATORS =
      Set.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "A", "B", "C", "D", "*", "#");
  private static final int MAX_DIGITS = 64;
  private static final int MAX_TIMEOUT_SECONDS = 300;
  private static final int MAX_URL_LENGTH = 2_048;

  private AnswerRules() {}

  /** What is wrong, in a few words; empty when it may be sent. */
  public static Optional<String> problem(CallerAction action) {
    return switch (action) {
      case CallerAction.Collect collect -> collectProblem(collect);
      case CallerAction.Transfer(var queue) ->
          queue != null && (queue.isBlank() || queue.length() > 255)
              ? Optional.of("queue")
              : Optional.empty();
      case CallerAction.Hangup() -> Optional.empty();
    };
  }

  /** Whether a text is an absolute https URL that CXone can play from. */
  @SuppressWarnings("NullAway") // JSON may leave out what the record promises
  public static boolean isPrompt(String url) {
    if (url == null || url.length() > MAX_URL_LENGTH || !url.startsWith("https://")) {
      return false;
    }
    try {
      return new URI(url).getHost() != null;
    } catch (URISyntaxException _) {
      return false; // not a URL: an answer, not a failure
    }
  }

  private static Optional<String> collectProblem(CallerAction.Collect collect) {
    if (!isPrompt(collect.promptUrl())) {
      return Optional.of("prompt");
    }
    if (collect.maxLength() < 1 || collect.maxLength() > MAX_DIGITS) {
      return Optional.of("maxLength");
    }
    if (collect.timeoutSeconds() < 1 || collect.timeoutSeconds() > MAX_TIMEOUT_SECONDS) {
      return Optional.of("timeout");
    }
    return isTerminators(collect.terminators()) ? Optional.empty() : Optional.of("terminators");
  }

  @SuppressWarnings("NullAway") // JSON may leave out what the record promises
  private static boolean isTerminators(List<String> terminators) {
    return terminators != null && TERMINATORS.containsAll(terminators);
  }
}
