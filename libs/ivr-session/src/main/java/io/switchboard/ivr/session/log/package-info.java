/** Log time, activations, and the check of call events, as read from the log: pure. */
@NullMarked
package io.switchboard.ivr.session.log;

import org.jspecify.annotations.NullMarked;
