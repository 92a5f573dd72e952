/** topics.yaml, and making a cluster match it. */
@NullMarked
package io.switchboard.contract.topics;

import org.jspecify.annotations.NullMarked;
