/** What open sessions cost. */
@NullMarked
package io.switchboard.bench.sessions;

import org.jspecify.annotations.NullMarked;
