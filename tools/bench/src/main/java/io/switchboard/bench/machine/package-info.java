/** Processes and servers of a run, and that none of them outlives it. */
@NullMarked
package io.switchboard.bench.machine;

import org.jspecify.annotations.NullMarked;
