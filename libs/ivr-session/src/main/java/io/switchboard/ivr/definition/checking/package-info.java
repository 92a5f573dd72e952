/** Checks a menu definition as a whole: targets, loops, ambiguous keys. */
@NullMarked
package io.switchboard.ivr.definition.checking;

import org.jspecify.annotations.NullMarked;
