/** How fast a topic is looked through with a filter. */
@NullMarked
package io.switchboard.bench.replay;

import org.jspecify.annotations.NullMarked;
