@NullMarked
package io.switchboard.ivr.state;

import org.jspecify.annotations.NullMarked;
