/** How fast the stream services are, against the least that a stateful Streams app does. */
@NullMarked
package io.switchboard.bench.streams;

import org.jspecify.annotations.NullMarked;
