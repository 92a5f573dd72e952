/** The time of receipt, on a machine whose clock may be wrong. */
@NullMarked
package io.switchboard.ingress.clock;

import org.jspecify.annotations.NullMarked;
