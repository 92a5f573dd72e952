/** Callers while processes are killed, suspended and restarted. */
@NullMarked
package io.switchboard.e2e.outages;

import org.jspecify.annotations.NullMarked;
