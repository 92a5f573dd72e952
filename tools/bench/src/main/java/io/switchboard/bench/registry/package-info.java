/** The commands that read every decision or write every number. */
@NullMarked
package io.switchboard.bench.registry;

import org.jspecify.annotations.NullMarked;
