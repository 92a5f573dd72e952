@NullMarked
package io.switchboard.sink.cxone;

import org.jspecify.annotations.NullMarked;
