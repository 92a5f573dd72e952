/** Starts, observes and ends processes. */
@NullMarked
package io.switchboard.testkit.process;

import org.jspecify.annotations.NullMarked;
