/**
 * The filter language: text is parsed to a {@link io.switchboard.replay.filter.Filter}, which tests
 * records.
 */
@NullMarked
package io.switchboard.replay.filter;

import org.jspecify.annotations.NullMarked;
