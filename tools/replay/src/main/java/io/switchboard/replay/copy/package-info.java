/**
 * Copies a part of a topic to another topic or to a file, each record exactly once, also after
 * interruptions.
 */
@NullMarked
package io.switchboard.replay.copy;

import org.jspecify.annotations.NullMarked;
