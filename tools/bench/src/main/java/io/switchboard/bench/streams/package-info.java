/** The speed of the stream services, against a trivial stateful Streams application. */
@NullMarked
package io.switchboard.bench.streams;

import org.jspecify.annotations.NullMarked;
