package io.switchboard.ingress.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.switchboard.contract.headers.EventId;
import io.switchboard.ingress.authentication.Signatures;
import io.switchboard.ingress.request.Answer;
import io.switchboard.ingress.request.Route;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  /** What identifies a signed request. */
  static String key(Route route, @Nullable String id, @Nullable String timestamp, byte[] body) {
    return EventId.sha256(
        route.wireName(),
        String.valueOf(id),
        String.valueOf(timestamp),
        new String(body, java.nio.charset.StandardCharsets.ISO_8859_1));
  }

  Optional<Answer> find(String key) {
    return Optional.ofNullable(answers.getIfPresent(key));
  }

  void remember(String key, Answer answer) {
    if (answer instanceof Answer.Success success) {
      answers.put(key, success);
    }
  }
}
