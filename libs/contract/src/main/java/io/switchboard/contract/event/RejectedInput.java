package io.switchboard.contract.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an authenticated sender sent and we refused.
 *
 * @param field the field at fault, as a JSON pointer
 * @param body what was sent, as text, cut to a bounded size
 */
public record RejectedInput(
    String endpoint, String reason, @Nullable String field, String body, Instant receivedAt) {}
