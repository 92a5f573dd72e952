@NullMarked
package io.switchboard.cxone.read;

import org.jspecify.annotations.NullMarked;
