package io.switchboard.cli.dispositions;

import java.time.Instant;

/**
 * A code without a rule.
 *
 * @param results number of call results with it
 * @param contacts number of contacts with it
 */
record UnknownCode(String code, long results, long contacts, Instant firstSeen, Instant lastSeen) {}
