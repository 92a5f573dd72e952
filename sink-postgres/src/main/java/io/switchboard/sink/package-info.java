/** The sink: writes decisions to PostgreSQL and Redis, and pushes states to CXone. */
@NullMarked
package io.switchboard.sink;

import org.jspecify.annotations.NullMarked;
