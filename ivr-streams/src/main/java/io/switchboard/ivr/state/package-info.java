/** What a partition keeps: log time, sessions, deadlines, definitions, in the state stores. */
@NullMarked
package io.switchboard.ivr.state;

import org.jspecify.annotations.NullMarked;
