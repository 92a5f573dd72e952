/**
 * Runs any topology exactly-once: start, health, dead letters, and a failure that ends the process.
 */
@NullMarked
package io.switchboard.streams;

import org.jspecify.annotations.NullMarked;
