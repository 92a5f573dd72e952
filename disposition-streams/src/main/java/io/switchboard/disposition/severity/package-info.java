/** What a call result means: pure rules, no clock, no Kafka. */
@NullMarked
package io.switchboard.disposition.severity;

import org.jspecify.annotations.NullMarked;
