/**
 * The state machine of a caller's session, as pure functions over sealed types: no clock, no
 * random, no Kafka; java.* and the contract alone.
 */
@NullMarked
package io.switchboard.ivr.session;

import org.jspecify.annotations.NullMarked;
