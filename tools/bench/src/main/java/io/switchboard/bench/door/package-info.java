/** What the door takes in, against an echo without a log and a log without a door. */
@NullMarked
package io.switchboard.bench.door;

import org.jspecify.annotations.NullMarked;
