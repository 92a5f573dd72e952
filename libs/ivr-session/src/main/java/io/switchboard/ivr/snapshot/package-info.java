/** Sessions as part of decisions, written and restored. */
@NullMarked
package io.switchboard.ivr.snapshot;

import org.jspecify.annotations.NullMarked;
