/** Opt-ins and opt-outs that a person enters: the plan, the entry, and what was decided. */
@NullMarked
package io.switchboard.replay.consent;

import org.jspecify.annotations.NullMarked;
