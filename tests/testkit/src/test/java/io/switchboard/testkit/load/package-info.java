@NullMarked
package io.switchboard.testkit.load;

import org.jspecify.annotations.NullMarked;
