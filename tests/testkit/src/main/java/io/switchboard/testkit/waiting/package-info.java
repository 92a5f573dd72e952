/** How tests wait. */
@NullMarked
package io.switchboard.testkit.waiting;

import org.jspecify.annotations.NullMarked;
