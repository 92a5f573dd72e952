@NullMarked
package io.switchboard.bench.latency;

import org.jspecify.annotations.NullMarked;
