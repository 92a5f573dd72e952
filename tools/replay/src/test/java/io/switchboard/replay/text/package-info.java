@NullMarked
package io.switchboard.replay.text;

import org.jspecify.annotations.NullMarked;
