/** The speed of lookups. */
@NullMarked
package io.switchboard.bench.lookup;

import org.jspecify.annotations.NullMarked;
