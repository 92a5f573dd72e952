package io.switchboard.contract.event.ivr;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The decision of ivr-streams on one event of a call.
 *
 * @param causeId the {@code ce_id} of the record that it answers; the waiting webhook matches it
 * @param at the event time of the decision
 * @param turn number of decisions of the call that changed what the caller hears, from 1
 * @param action what the caller hears next
 * @param reason one word: started, moved, repeated, no_match, no_input, ended, ignored, …
 * @param session the session after it, with sensitive digits masked
 */
public record CallDecision(
    String callId,
    String causeId,
    Instant at,
    int turn,
    @JsonProperty("hears") CallerAction action,
    String reason,
    @Nullable JsonNode session) {}
