/** How long it takes to learn whether a number may be called. */
@NullMarked
package io.switchboard.bench.lookup;

import org.jspecify.annotations.NullMarked;
