/** IVR logs of CXone's Data Streams: from a Kafka of NICE to {@code cxone.ivr-logs}. */
@NullMarked
package io.switchboard.ingress.datastreams;

import org.jspecify.annotations.NullMarked;
