/** Shadow decisions against the real ivr-streams. */
@NullMarked
package io.switchboard.e2e.shadow;

import org.jspecify.annotations.NullMarked;
