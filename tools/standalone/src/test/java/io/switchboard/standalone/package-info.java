@NullMarked
package io.switchboard.standalone;

import org.jspecify.annotations.NullMarked;
