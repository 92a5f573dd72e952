package io.switchboard.contract.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Input of an authenticated sender that was refused.
 *
 * @param field the field at fault, as a JSON pointer
 * @param body the body as text, truncated to a bounded size
 */
public record RejectedInput(
    String endpoint, String reason, @Nullable String field, String body, Instant receivedAt) {}
