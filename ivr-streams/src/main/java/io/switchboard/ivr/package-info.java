/** The service that decides what callers hear: topology, processor, stores, ticks. */
@NullMarked
package io.switchboard.ivr;

import org.jspecify.annotations.NullMarked;
