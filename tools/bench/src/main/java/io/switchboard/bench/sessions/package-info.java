/** The cost of open sessions. */
@NullMarked
package io.switchboard.bench.sessions;

import org.jspecify.annotations.NullMarked;
