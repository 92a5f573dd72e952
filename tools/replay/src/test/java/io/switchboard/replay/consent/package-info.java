@NullMarked
package io.switchboard.replay.consent;

import org.jspecify.annotations.NullMarked;
