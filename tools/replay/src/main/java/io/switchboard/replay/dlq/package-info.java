/**
 * Dead letters of a deployment: reads them, sends them back to their destinations, and parks them.
 */
@NullMarked
package io.switchboard.replay.dlq;

import org.jspecify.annotations.NullMarked;
