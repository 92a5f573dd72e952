/** The voice socket: key presses and call ends as they happen. */
@NullMarked
package io.switchboard.cxone.voice;

import org.jspecify.annotations.NullMarked;
