package io.switchboard.ingress.lookup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * May a number be called.
 *
 * @param phoneNumber as asked, or in E.164 where it could be normalised
 * @param reason for example {@code opt-out by webhook}, {@code opt-out received}, {@code no
 *     record}, {@code unknown}, {@code unreadable}
 * @param since event time of what decided
 */
public record LookupAnswer(
    String phoneNumber, boolean doNotCall, String reason, @Nullable Instant since) {}
