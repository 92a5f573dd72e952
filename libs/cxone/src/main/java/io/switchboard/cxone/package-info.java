/**
 * CXone as a library: its token, its REST calls under one rate limit, and the voice socket. Knows
 * nothing of Kafka.
 */
@NullMarked
package io.switchboard.cxone;

import org.jspecify.annotations.NullMarked;
