/** A Kafka cluster of three brokers, each a process that a test can kill, stop or freeze. */
@NullMarked
package io.switchboard.testkit.brokers;

import org.jspecify.annotations.NullMarked;
