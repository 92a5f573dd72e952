package io.switchboard.ingress.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.switchboard.ingress.authentication.Signatures;
import io.switchboard.ingress.request.Answer;
import java.util.function.Supplier;

/**
 * Signed requests that were accepted lately: the very same one again gets the very same answer, and
 * nothing is written. Bounded; what has been forgotten is written again under the same identity.
 */
final class SignedRequestCache {
  private static final long MAX_BYTES = 16L << 20;

  private final Cache<String, Answer.Success> answers =
      Caffeine.newBuilder()
          .maximumWeight(MAX_BYTES)
          .weigher((String _, Answer.Success answer) -> 128 + answer.json().length)
          .expireAfterWrite(Signatures.TOLERANCE.multipliedBy(2))
          .build();

  /**
   * The answer to the same request, or a new one.
   *
   * @param key what identifies the request
   */
  Answer answer(String key, Supplier<Answer> handler) {
    var known = answers.getIfPresent(key);
    if (known != null) {
      return known;
    }
    var answer = handler.get();
    if (answer instanceof Answer.Success success) {
      answers.put(key, success);
    }
    return answer;
  }
}
