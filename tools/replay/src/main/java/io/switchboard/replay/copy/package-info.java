/**
 * Records once more: a part of a topic into another topic or into a file, each exactly once however
 * often it is broken off, and not before somebody has seen the plan.
 */
@NullMarked
package io.switchboard.replay.copy;

import org.jspecify.annotations.NullMarked;
