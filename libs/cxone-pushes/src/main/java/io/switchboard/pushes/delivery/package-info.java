/**
 * From the states that wait to CXone's final answers: one request under way per key, retries,
 * circuit breakers, dead letters.
 */
@NullMarked
package io.switchboard.pushes.delivery;

import org.jspecify.annotations.NullMarked;
