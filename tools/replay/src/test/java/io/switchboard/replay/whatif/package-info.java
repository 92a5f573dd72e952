@NullMarked
package io.switchboard.replay.whatif;

import org.jspecify.annotations.NullMarked;
