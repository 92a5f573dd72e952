/** Those who ask: at a fixed rate, or as fast as they are answered. */
@NullMarked
package io.switchboard.load;

import org.jspecify.annotations.NullMarked;
