/** Load on an HTTP server: at a fixed rate, or as fast as it answers. */
@NullMarked
package io.switchboard.testkit.load;

import org.jspecify.annotations.NullMarked;
