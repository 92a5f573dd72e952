/**
 * The one filter language of everything that looks back: text to {@link
 * io.switchboard.replay.filter.Filter}, and records through it.
 */
@NullMarked
package io.switchboard.replay.filter;

import org.jspecify.annotations.NullMarked;
