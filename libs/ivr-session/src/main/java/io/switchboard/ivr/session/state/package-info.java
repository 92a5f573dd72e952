/** The parts of a session: the call, its position, and the reasons of decisions and ends. */
@NullMarked
package io.switchboard.ivr.session.state;

import org.jspecify.annotations.NullMarked;
