/**
 * Pushes decisions to CXone: the latest state of each contact, call and number, in order per key,
 * by one active pusher per deployment. To add a kind of push, add it to {@link
 * io.switchboard.pushes.state.PushSources}.
 */
@NullMarked
package io.switchboard.pushes;

import org.jspecify.annotations.NullMarked;
