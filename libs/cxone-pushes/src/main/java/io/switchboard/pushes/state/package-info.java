/**
 * The conversion of records to states of contacts, calls and numbers. To add a kind of push, add it
 * to {@link io.switchboard.pushes.state.PushSources}.
 */
@NullMarked
package io.switchboard.pushes.state;

import org.jspecify.annotations.NullMarked;
