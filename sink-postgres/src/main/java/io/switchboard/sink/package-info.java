/** The sink: what was decided, written to PostgreSQL and Redis and pushed back to CXone. */
@NullMarked
package io.switchboard.sink;

import org.jspecify.annotations.NullMarked;
