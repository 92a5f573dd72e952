/** Topics of a cluster and topics.yaml. */
@NullMarked
package io.switchboard.cli.topics;

import org.jspecify.annotations.NullMarked;
