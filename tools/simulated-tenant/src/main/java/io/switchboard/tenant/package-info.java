/**
 * A simulated CXone tenant over real HTTP and WebSocket, with memory, configurable faults, and
 * callers, agents and opt-outs that use the webhooks.
 */
@NullMarked
package io.switchboard.tenant;

import org.jspecify.annotations.NullMarked;
