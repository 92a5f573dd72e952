@NullMarked
package io.switchboard.ivr;

import org.jspecify.annotations.NullMarked;
