package io.switchboard.cli.dispositions;

import java.time.Instant;

/**
 * A code that no rule named when it came.
 *
 * @param results how many call results had it
 * @param contacts of how many contacts
 */
record UnknownCode(String code, long results, long contacts, Instant firstSeen, Instant lastSeen) {}
