@NullMarked
package io.switchboard.bench.feed;

import org.jspecify.annotations.NullMarked;
