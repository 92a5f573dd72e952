/** Sessions as decisions carry them, written and read back. */
@NullMarked
package io.switchboard.ivr.snapshot;

import org.jspecify.annotations.NullMarked;
