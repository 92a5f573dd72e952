/** Tests of what the overview derives. */
@NullMarked
package io.switchboard.console.overview;

import org.jspecify.annotations.NullMarked;
