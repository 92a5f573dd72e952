/**
 * Rows as bytes, from Kafka's format to PostgreSQL's without an object for each value: pure.
 *
 * <p>A record that is not plain is read by {@link io.switchboard.sink.mapping.row} and encoded
 * afterwards. Both ways end in the same rows.
 */
@NullMarked
package io.switchboard.sink.mapping.encoded;

import org.jspecify.annotations.NullMarked;
