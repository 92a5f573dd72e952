/** Measures the services against the limit of the same machine in the same run. */
@NullMarked
package io.switchboard.bench;

import org.jspecify.annotations.NullMarked;
