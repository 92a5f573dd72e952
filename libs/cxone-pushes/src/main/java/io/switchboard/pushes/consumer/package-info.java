/** Reads the topics as the one active member of a consumer group, and commits answered offsets. */
@NullMarked
package io.switchboard.pushes.consumer;

import org.jspecify.annotations.NullMarked;
