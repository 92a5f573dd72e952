/**
 * What CXone shall know: a record of a topic becomes the state of a contact, a call or a number. A
 * new kind of push is one more line in {@link io.switchboard.pushes.state.PushSources}.
 */
@NullMarked
package io.switchboard.pushes.state;

import org.jspecify.annotations.NullMarked;
