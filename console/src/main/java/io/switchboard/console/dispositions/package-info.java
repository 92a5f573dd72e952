/** The page about call results and their severity. */
@NullMarked
package io.switchboard.console.dispositions;

import org.jspecify.annotations.NullMarked;
