@NullMarked
package io.switchboard.replay.copying;

import org.jspecify.annotations.NullMarked;
