/** Request bodies: strict JSON within limits, with the place of every value, and what is wrong. */
@NullMarked
package io.switchboard.ingress.body;

import org.jspecify.annotations.NullMarked;
