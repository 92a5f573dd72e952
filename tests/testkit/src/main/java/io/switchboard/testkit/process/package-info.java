/** Starts, watches and ends processes of their own. */
@NullMarked
package io.switchboard.testkit.process;

import org.jspecify.annotations.NullMarked;
