/** Tests of what the live derives. */
@NullMarked
package io.switchboard.console.live;

import org.jspecify.annotations.NullMarked;
