/** The order on opt-ins and opt-outs, the decision and its chain: pure, no clock, no Kafka. */
@NullMarked
package io.switchboard.dnc.registry;

import org.jspecify.annotations.NullMarked;
