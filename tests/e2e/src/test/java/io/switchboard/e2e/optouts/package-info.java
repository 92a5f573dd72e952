/** What lookups say from the acknowledgement of an opt-out on. */
@NullMarked
package io.switchboard.e2e.optouts;

import org.jspecify.annotations.NullMarked;
