/** What a run of the bench came to: figures, their limits and aims, as a table and as JSON. */
@NullMarked
package io.switchboard.bench.report;

import org.jspecify.annotations.NullMarked;
