package io.switchboard.ivr.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.ivr.session.log.Activations;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A definition as a partition stores it for its calls.
 *
 * @param activatedAt when its activation was requested; null when the activation had no time
 * @param supersededAt log time when another definition was activated; null while this one is active
 */
public record StoredDefinition(
    JsonNode body, @Nullable Instant activatedAt, @Nullable Instant supersededAt) {

  StoredDefinition superseded(Instant at) {
    return new StoredDefinition(body, activatedAt, at);
  }

  /** Whether an activation of another definition replaces this one. */
  boolean isReplacedBy(String hash, String otherHash, @Nullable Instant otherAt) {
    return Activations.replaces(hash, activatedAt, otherHash, otherAt);
  }
}
