/** The results of a run: figures, limits and aims, as a table and as JSON. */
@NullMarked
package io.switchboard.bench.report;

import org.jspecify.annotations.NullMarked;
