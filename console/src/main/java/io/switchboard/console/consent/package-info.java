/** The pages about opt-ins and opt-outs. */
@NullMarked
package io.switchboard.console.consent;

import org.jspecify.annotations.NullMarked;
