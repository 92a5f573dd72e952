/** Three brokers and two instances of each service, killed under mixed traffic. */
@NullMarked
package io.switchboard.e2e.cluster;

import org.jspecify.annotations.NullMarked;
