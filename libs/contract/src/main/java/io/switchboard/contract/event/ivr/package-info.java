/** Events of calls: what callers do, what is decided, and how calls end. */
@NullMarked
package io.switchboard.contract.event.ivr;

import org.jspecify.annotations.NullMarked;
