package io.switchboard.ingress.menu;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.contract.headers.EventHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A caller waits for what to hear next.
 *
 * @param callId never blank
 * @param from the caller's number as sent, null if withheld
 * @param dtmf the digits since the last answer, in order; empty at the start and for silence
 * @param context CXone's own, null when absent
 * @param turn the turn that nextUrl carried back, when turns are on
 * @param headers the metadata for the record on {@code cxone.dtmf}; its id is the identity to wait
 *     for
 */
public record MenuQuestion(
    String callId,
    @Nullable String from,
    String dtmf,
    @Nullable JsonNode context,
    @Nullable Integer turn,
    EventHeaders headers) {}
