/** Runs any topology exactly-once: start, health, dead letters, die loudly. */
@NullMarked
package io.switchboard.streams;

import org.jspecify.annotations.NullMarked;
