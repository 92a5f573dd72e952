/**
 * The opt-outs that the registry in PostgreSQL has not taken yet: a lookup suppresses them from the
 * moment they are acknowledged.
 */
@NullMarked
package io.switchboard.ingress.lookup.pending;

import org.jspecify.annotations.NullMarked;
