/** What the pure rules take by themselves, by JMH. */
@NullMarked
package io.switchboard.bench.rules;

import org.jspecify.annotations.NullMarked;
