package io.switchboard.ingress.menu.decision;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.switchboard.contract.event.ivr.CallDecision;
import java.time.Duration;
import java.util.Optional;

/**
 * The menu definition of each open call, by the decisions that this ingress has read since it
 * started: a fallback has to speak of the menu that the session uses. Bounded in bytes.
 * Thread-safe.
 */
public final class CallDefinitions {
  private static final long MAX_BYTES = 16L << 20;
  private static final int ENTRY_BYTES = 200;

  /** The session of a call that is silent for so long has ended. */
  private static final Duration MAX_AGE = Duration.ofHours(1);

  private final Cache<String, String> hashes =
      Caffeine.newBuilder()
          .maximumWeight(MAX_BYTES)
          .<String, String>weigher((callId, _) -> ENTRY_BYTES + 2 * callId.length())
          .expireAfterWrite(MAX_AGE)
          .build();

  /** Takes in what a decision tells of its session. */
  void decided(CallDecision decision) {
    var session = decision.session();
    if (session == null || !session.hasNonNull("definition")) {
      return;
    }
    if ("open".equals(session.path("state").asText())) {
      var hash = session.path("definition").asText();
      hashes.put(decision.callId(), hash.intern()); // few definitions, many calls
    } else {
      hashes.invalidate(decision.callId());
    }
  }

  /** The content hash of the definition that an open call uses, where it is known. */
  public Optional<String> of(String callId) {
    return Optional.ofNullable(hashes.getIfPresent(callId));
  }
}
