@NullMarked
package io.switchboard.sink.redis;

import org.jspecify.annotations.NullMarked;
