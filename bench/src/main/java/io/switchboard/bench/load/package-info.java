/** Those who ask: at a fixed rate, or as fast as they are answered. */
@NullMarked
package io.switchboard.bench.load;

import org.jspecify.annotations.NullMarked;
