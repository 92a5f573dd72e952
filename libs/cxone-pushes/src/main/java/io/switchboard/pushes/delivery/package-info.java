/**
 * From waiting states to CXone's final answers: one request in flight per key, retries, circuit
 * breakers, dead letters.
 */
@NullMarked
package io.switchboard.pushes.delivery;

import org.jspecify.annotations.NullMarked;
