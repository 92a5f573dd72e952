/** The values on the topics: one record a fact, plain JSON, unknown fields tolerated. */
@NullMarked
package io.switchboard.contract.event;

import org.jspecify.annotations.NullMarked;
