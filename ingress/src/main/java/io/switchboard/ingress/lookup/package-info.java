/** The DNC lookup: Redis answers "do not call", PostgreSQL confirms "may be called". */
@NullMarked
package io.switchboard.ingress.lookup;

import org.jspecify.annotations.NullMarked;
