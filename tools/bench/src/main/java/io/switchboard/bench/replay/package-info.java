/** The speed of a scan with a filter. */
@NullMarked
package io.switchboard.bench.replay;

import org.jspecify.annotations.NullMarked;
