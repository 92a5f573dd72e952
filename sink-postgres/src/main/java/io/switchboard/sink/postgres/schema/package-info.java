/** Connections, migrations, and the check of mapped columns at start. */
@NullMarked
package io.switchboard.sink.postgres.schema;

import org.jspecify.annotations.NullMarked;
