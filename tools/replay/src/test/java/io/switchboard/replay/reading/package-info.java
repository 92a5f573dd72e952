@NullMarked
package io.switchboard.replay.reading;

import org.jspecify.annotations.NullMarked;
