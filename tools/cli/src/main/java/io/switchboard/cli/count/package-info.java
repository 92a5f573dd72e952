/** Counts of records. */
@NullMarked
package io.switchboard.cli.count;

import org.jspecify.annotations.NullMarked;
