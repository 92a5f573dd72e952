package io.switchboard.ingress.menu.shadow;

import java.time.Instant;

/**
 * A record at which log time went back, because a broker's clock had been ahead.
 *
 * @param from log time before the record: deadlines before it have fired
 * @param to log time after the record: deadlines behind it were set again
 */
record LogTimeChange(long offset, Instant from, Instant to) {}
