package io.switchboard.ivr.snapshot;

import io.switchboard.ivr.session.Session;

/**
 * A session restored from a decision. It gives the same answers as the original. It lacks what no
 * answer depends on: the caller's number, the ids and the trace of its first event, the visited
 * nodes.
 *
 * @param digitsHidden whether an incomplete entry or the last key of the bridge was left out: then
 *     the answer to further keys of the bridge or the simulator is unknown
 */
public record RestoredSession(Session session, boolean digitsHidden) {}
