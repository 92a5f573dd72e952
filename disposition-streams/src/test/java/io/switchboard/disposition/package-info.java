@NullMarked
package io.switchboard.disposition;

import org.jspecify.annotations.NullMarked;
