package io.switchboard.tenant.journal;

import java.time.Instant;

/**
 * One request that the tenant received.
 *
 * @param sequence 1 for the first since the start, without gaps
 * @param method an HTTP method, or {@code WS} for an upgrade to the voice socket
 * @param body as sent; a client secret is replaced by {@code ***}
 * @param authorized whether it had a valid token
 * @param status of the answer; 0 when the connection was cut instead
 */
public record JournalEntry(
    long sequence,
    Instant at,
    String method,
    String path,
    String body,
    boolean authorized,
    int status) {}
