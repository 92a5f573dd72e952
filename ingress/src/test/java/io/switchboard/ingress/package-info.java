/** Tests of the door on a real broker. */
@NullMarked
package io.switchboard.ingress;

import org.jspecify.annotations.NullMarked;
