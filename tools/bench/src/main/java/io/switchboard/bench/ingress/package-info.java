/** Requests that ingress acknowledges, against an echo and against a producer without ingress. */
@NullMarked
package io.switchboard.bench.ingress;

import org.jspecify.annotations.NullMarked;
