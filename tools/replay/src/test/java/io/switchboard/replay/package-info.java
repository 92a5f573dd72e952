@NullMarked
package io.switchboard.replay;

import org.jspecify.annotations.NullMarked;
