@NullMarked
package io.switchboard.cxone;

import org.jspecify.annotations.NullMarked;
