/**
 * What a caller's session does, as pure functions over sealed types: no clock, no random, no Kafka;
 * java.* and the contract alone.
 */
@NullMarked
package io.switchboard.ivr.session;

import org.jspecify.annotations.NullMarked;
