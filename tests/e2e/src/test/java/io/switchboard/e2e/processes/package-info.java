/** Services as processes that tests kill, suspend and start again. */
@NullMarked
package io.switchboard.e2e.processes;

import org.jspecify.annotations.NullMarked;
