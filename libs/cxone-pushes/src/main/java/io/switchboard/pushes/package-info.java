/**
 * Pushes decisions to CXone: the latest state of each contact, call and number, in order per key,
 * by one active pusher per deployment. A new kind of push is one more line in {@link
 * io.switchboard.pushes.state.PushSources}.
 */
@NullMarked
package io.switchboard.pushes;

import org.jspecify.annotations.NullMarked;
