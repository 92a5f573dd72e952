@NullMarked
package io.switchboard.tenant;

import org.jspecify.annotations.NullMarked;
