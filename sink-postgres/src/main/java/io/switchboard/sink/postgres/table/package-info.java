/**
 * Statements of one table: upserts and deletes, the failures of SQL, and the search for a refused
 * row.
 */
@NullMarked
package io.switchboard.sink.postgres.table;

import org.jspecify.annotations.NullMarked;
