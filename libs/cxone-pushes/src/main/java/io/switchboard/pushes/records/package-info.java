/**
 * What is known of pushes: final answers on {@code cxone.pushes}, newer states and CXone's record
 * ids in PostgreSQL, and which sends have begun.
 */
@NullMarked
package io.switchboard.pushes.records;

import org.jspecify.annotations.NullMarked;
