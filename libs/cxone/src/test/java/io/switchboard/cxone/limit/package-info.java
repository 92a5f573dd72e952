@NullMarked
package io.switchboard.cxone.limit;

import org.jspecify.annotations.NullMarked;
