/** Requests that ingress acknowledges, against an echo and against a bare producer. */
@NullMarked
package io.switchboard.bench.ingress;

import org.jspecify.annotations.NullMarked;
