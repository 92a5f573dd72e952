/** A real broker, PostgreSQL and Redis on this machine, for {@code up} and for tests. */
@NullMarked
package io.switchboard.embedded;

import org.jspecify.annotations.NullMarked;
