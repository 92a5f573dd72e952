@NullMarked
package io.switchboard.bench.machine;

import org.jspecify.annotations.NullMarked;
