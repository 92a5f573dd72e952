/** Opt-ins and opt-outs: requests, events, decisions and the registry. */
@NullMarked
package io.switchboard.contract.event.dnc;

import org.jspecify.annotations.NullMarked;
