/** Dead letters: what is known of them, and how they are resolved. */
@NullMarked
package io.switchboard.replay.dlq;

import org.jspecify.annotations.NullMarked;
