/** The pure rules alone, by JMH. */
@NullMarked
package io.switchboard.bench.rules;

import org.jspecify.annotations.NullMarked;
