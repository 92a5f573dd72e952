/** How much the services take, as ratios to the least that could do the same, in the same run. */
@NullMarked
package io.switchboard.e2e.load;

import org.jspecify.annotations.NullMarked;
