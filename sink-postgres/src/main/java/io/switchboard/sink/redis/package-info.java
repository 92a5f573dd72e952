/** The registry of numbers once more, in Redis, for a quick yes to suppression. */
@NullMarked
package io.switchboard.sink.redis;

import org.jspecify.annotations.NullMarked;
