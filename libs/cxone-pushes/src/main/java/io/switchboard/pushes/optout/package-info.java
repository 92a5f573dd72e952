/** Checks by CXone's own search what its do-not-call lists say about numbers. */
@NullMarked
package io.switchboard.pushes.optout;

import org.jspecify.annotations.NullMarked;
