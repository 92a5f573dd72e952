/** Opt-ins and opt-outs that a person enters: plan, entry and decision. */
@NullMarked
package io.switchboard.replay.consent;

import org.jspecify.annotations.NullMarked;
