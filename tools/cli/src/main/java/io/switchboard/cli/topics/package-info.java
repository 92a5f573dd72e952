/** Making a cluster match topics.yaml. */
@NullMarked
package io.switchboard.cli.topics;

import org.jspecify.annotations.NullMarked;
