@NullMarked
package io.switchboard.ivr.ticks;

import org.jspecify.annotations.NullMarked;
