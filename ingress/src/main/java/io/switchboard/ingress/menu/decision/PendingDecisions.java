package io.switchboard.ingress.menu.decision;

import io.switchboard.contract.event.ivr.CallDecision;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The calls that wait for a decision, by call and id of their request; never more than a fixed
 * number. Two requests of a call with the same id (a sender's retry) wait for the same decision; a
 * sender that gives two calls the same id gets a decision for each.
 */
public final class PendingDecisions {
  private final ConcurrentHashMap<Cause, Waiting> waiting = new ConcurrentHashMap<>();
  private final int max;

  record Cause(String callId, String id) {}

  public PendingDecisions(int max) {
    this.max = max;
  }

  /** To be called before the request is sent; empty when too many wait already. */
  public Optional<Pending> register(String callId, String causeId) {
    if (waiting.size() >= max) {
      return Optional.empty();
    }
    var cause = new Cause(callId, causeId);
    var entry =
        waiting.compute(
            cause,
            (_, before) ->
                before == null
                    ? new Waiting(new CompletableFuture<>(), 1)
                    : new Waiting(before.decision(), before.calls() + 1));
    return Optional.of(new Pending(this, cause, entry.decision()));
  }

  /** Completes the calls that wait for this decision. */
  void complete(CallDecision decision) {
    var entry = waiting.get(new Cause(decision.callId(), decision.causeId()));
    if (entry != null) {
      entry.decision().complete(decision);
    }
  }

  public int size() {
    return waiting.size();
  }

  private void release(Cause cause) {
    waiting.computeIfPresent(
        cause,
        (_, entry) -> entry.calls() == 1 ? null : new Waiting(entry.decision(), entry.calls() - 1));
  }

  private record Waiting(CompletableFuture<CallDecision> decision, int calls) {}

  /** A call that waits; {@link #close} ends its wait. */
  public record Pending(
      PendingDecisions decisions, Cause cause, CompletableFuture<CallDecision> decision)
      implements AutoCloseable {

    @Override
    public void close() {
      decisions.release(cause);
    }
  }
}
