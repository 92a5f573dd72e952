package io.switchboard.tenant.journal;

import java.time.Instant;
import java.util.Map;

/**
 * One request that the tenant received.
 *
 * @param sequence 1 for the first since the start, without gaps
 * @param method an HTTP method, or {@code WS} for an upgrade to the voice socket
 * @param query parameters of the query, decoded
 * @param body as sent; secrets are replaced by {@code ***}
 * @param authorized whether it had a valid token
 * @param status of the answer; 0 when the connection was cut instead
 */
public record JournalEntry(
    long sequence,
    Instant at,
    String method,
    String path,
    Map<String, String> query,
    String body,
    boolean authorized,
    int status) {}
