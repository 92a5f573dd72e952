/** Processes and servers of a run, which end with it. */
@NullMarked
package io.switchboard.bench.machine;

import org.jspecify.annotations.NullMarked;
