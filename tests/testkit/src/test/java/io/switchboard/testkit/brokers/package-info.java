/** Tests of the cluster of three brokers. */
@NullMarked
package io.switchboard.testkit.brokers;

import org.jspecify.annotations.NullMarked;
