package io.switchboard.contract.event.ivr;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one outcome of a call.
 *
 * @param reason distinguishes equal outcomes: selection, no_input, no_match, partial, too_short,
 *     max_attempts, max_steps, evicted, call_end, …
 * @param path the digits that moved the call, in order; sensitive ones masked
 * @param nodes the nodes that it visited, in order
 * @param durationMs from the first event to the end, in milliseconds of event time
 * @param phoneNumber the caller's, in E.164 if it is exactly one, as sent otherwise, if known
 * @param definition content hash of the menu definition of the call
 * @param source the source that drove the call
 */
public record CallOutcome(
    String callId,
    Outcome outcome,
    String reason,
    List<String> path,
    List<String> nodes,
    Instant startedAt,
    Instant endedAt,
    long durationMs,
    @Nullable String phoneNumber,
    Tier tier,
    String definition,
    CallSource source) {}
