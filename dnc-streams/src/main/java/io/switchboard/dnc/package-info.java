/** One truth per number: all opt-ins and opt-outs in one form, one order, one chain. */
@NullMarked
package io.switchboard.dnc;

import org.jspecify.annotations.NullMarked;
