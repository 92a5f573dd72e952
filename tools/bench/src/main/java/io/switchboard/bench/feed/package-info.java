/** Many events, as external systems send them. */
@NullMarked
package io.switchboard.bench.feed;

import org.jspecify.annotations.NullMarked;
