/** Order, decisions and hash chains of opt-ins and opt-outs: pure functions. */
@NullMarked
package io.switchboard.dnc.registry;

import org.jspecify.annotations.NullMarked;
