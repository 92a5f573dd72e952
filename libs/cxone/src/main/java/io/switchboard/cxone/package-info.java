/**
 * CXone as a library: its REST API with tokens and one rate limit, and its voice socket. It does
 * not depend on Kafka. Start at {@link io.switchboard.cxone.CxoneClient}.
 */
@NullMarked
package io.switchboard.cxone;

import org.jspecify.annotations.NullMarked;
