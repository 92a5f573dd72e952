/** The values on the topics: one record per fact, plain JSON, unknown fields tolerated. */
@NullMarked
package io.switchboard.contract.event;

import org.jspecify.annotations.NullMarked;
