/** Tests of the time of receipt. */
@NullMarked
package io.switchboard.ingress.clock;

import org.jspecify.annotations.NullMarked;
