/** The response time for callers. */
@NullMarked
package io.switchboard.bench.menu;

import org.jspecify.annotations.NullMarked;
