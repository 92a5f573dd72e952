@NullMarked
package io.switchboard.replay.copy;

import org.jspecify.annotations.NullMarked;
