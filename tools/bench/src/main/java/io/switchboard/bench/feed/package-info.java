/** Events as the outside world sends them, many of them. */
@NullMarked
package io.switchboard.bench.feed;

import org.jspecify.annotations.NullMarked;
