/** What an event and a key cost as keys and partitions become more. */
@NullMarked
package io.switchboard.bench.growth;

import org.jspecify.annotations.NullMarked;
