/** Measuring this machine and what the product makes of it. */
@NullMarked
package io.switchboard.cli.bench;

import org.jspecify.annotations.NullMarked;
