/** How long after the acknowledgement of an event its effects are visible. */
@NullMarked
package io.switchboard.bench.latency;

import org.jspecify.annotations.NullMarked;
