/** Mirrors the registry of numbers to Redis, which answers lookups of suppressed numbers. */
@NullMarked
package io.switchboard.sink.redis;

import org.jspecify.annotations.NullMarked;
