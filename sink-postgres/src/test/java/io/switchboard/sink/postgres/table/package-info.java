@NullMarked
package io.switchboard.sink.postgres.table;

import org.jspecify.annotations.NullMarked;
