/** The cost of an event and of a key with growing keys and partitions. */
@NullMarked
package io.switchboard.bench.growth;

import org.jspecify.annotations.NullMarked;
