@NullMarked
package io.switchboard.replay.filter;

import org.jspecify.annotations.NullMarked;
