/** Topics with their types, topics.yaml, and the plan that makes a cluster match it. */
@NullMarked
package io.switchboard.contract.topic;

import org.jspecify.annotations.NullMarked;
