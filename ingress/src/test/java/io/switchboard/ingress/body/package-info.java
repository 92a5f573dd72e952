/** Tests of reading bodies. */
@NullMarked
package io.switchboard.ingress.body;

import org.jspecify.annotations.NullMarked;
