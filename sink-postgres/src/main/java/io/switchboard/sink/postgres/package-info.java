/** Reads topics, and writes rows and offsets to PostgreSQL in one transaction, exactly once. */
@NullMarked
package io.switchboard.sink.postgres;

import org.jspecify.annotations.NullMarked;
