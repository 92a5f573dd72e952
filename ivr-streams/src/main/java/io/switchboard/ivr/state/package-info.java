/** The state of a partition in the state stores: log time, sessions, deadlines, definitions. */
@NullMarked
package io.switchboard.ivr.state;

import org.jspecify.annotations.NullMarked;
