package io.switchboard.ivr.snapshot;

import io.switchboard.ivr.session.Session;

/**
 * A session as a decision carried it. It gives the same answers as the original. It lacks what no
 * answer depends on: the caller's number, the ids and the trace of its first event, the nodes that
 * it visited.
 *
 * @param hidden whether an incomplete entry or the last key of the bridge was left out: then the
 *     answer to further keys of the bridge or the simulator is not known
 */
public record RestoredSession(Session session, boolean hidden) {}
