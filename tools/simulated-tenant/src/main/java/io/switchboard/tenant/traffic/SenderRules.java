package io.switchboard.tenant.traffic;

import java.time.Duration;

/**
 * How a part of CXone sends requests.
 *
 * @param attempts with its own repetitions
 * @param timeout of one attempt
 * @param maxAnswerBytes a longer answer is cut and therefore useless
 */
record SenderRules(String contentType, int attempts, Duration timeout, int maxAnswerBytes) {
  private static final int STUDIO_ANSWER = 32 * 1024;

  /** Studio's REST API action with a Content-Type that the script sets. */
  static final SenderRules STUDIO_JSON =
      new SenderRules("application/json", 3, Duration.ofSeconds(10), STUDIO_ANSWER);

  /** Studio's REST API action as it is: a form by its header, JSON in its body. */
  static final SenderRules STUDIO =
      new SenderRules(
          "application/x-www-form-urlencoded", 3, Duration.ofSeconds(10), STUDIO_ANSWER);

  /** The Virtual Agent Hub: ten seconds, and no repetition. */
  static final SenderRules HUB =
      new SenderRules("application/json", 1, Duration.ofSeconds(10), 1024 * 1024);
}
