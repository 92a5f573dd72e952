/** The registry in PostgreSQL and its mirror in Redis, as lookups read them. */
@NullMarked
package io.switchboard.ingress.lookup.store;

import org.jspecify.annotations.NullMarked;
