/** The pages about calls and the menu. */
@NullMarked
package io.switchboard.console.calls;

import org.jspecify.annotations.NullMarked;
