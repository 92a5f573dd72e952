/**
 * A CXone tenant of our own, over real HTTP and WebSocket: it remembers what it was sent,
 * misbehaves on demand, and can play callers, agents and opt-outs against the webhooks.
 */
@NullMarked
package io.switchboard.tenant;

import org.jspecify.annotations.NullMarked;
