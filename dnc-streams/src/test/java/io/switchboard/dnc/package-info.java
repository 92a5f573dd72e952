@NullMarked
package io.switchboard.dnc;

import org.jspecify.annotations.NullMarked;
