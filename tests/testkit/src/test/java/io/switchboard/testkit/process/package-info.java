@NullMarked
package io.switchboard.testkit.process;

import org.jspecify.annotations.NullMarked;
