package io.switchboard.console.menu;

import java.time.Instant;

/**
 * A caller who is in the menu.
 *
 * @param since the beginning of the call
 * @param path the keys that moved the call, sensitive ones masked
 * @param source what drives the call
 * @param deadline when silence counts
 */
public record OpenCall(
    String callId,
    String node,
    Instant since,
    int turn,
    String path,
    String source,
    String definition,
    Instant deadline) {}
