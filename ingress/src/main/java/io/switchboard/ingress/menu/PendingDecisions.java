package io.switchboard.ingress.menu;

import io.switchboard.contract.event.CallDecision;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The calls that wait for a decision, by the id of their request; never more than a fixed number.
 * Two requests with the same id (a sender's retry) wait for the same decision.
 */
final class PendingDecisions {
  private final ConcurrentHashMap<String, Waiting> waiting = new ConcurrentHashMap<>();
  private final int most;

  PendingDecisions(int most) {
    this.most = most;
  }

  /** To be called before the request is sent; empty when too many wait already. */
  Optional<Pending> register(String causeId) {
    if (waiting.size() >= most) {
      return Optional.empty();
    }
    var entry =
        waiting.compute(
            causeId,
            (_, before) ->
                before == null
                    ? new Waiting(new CompletableFuture<>(), 1)
                    : new Waiting(before.decision(), before.calls() + 1));
    return Optional.of(new Pending(this, causeId, entry.decision()));
  }

  /** Hands a decision to those who wait for it. */
  void complete(CallDecision decision) {
    var entry = waiting.get(decision.causeId());
    if (entry != null) {
      entry.decision().complete(decision);
    }
  }

  int size() {
    return waiting.size();
  }

  private void release(String causeId) {
    waiting.computeIfPresent(
        causeId,
        (_, entry) -> entry.calls() == 1 ? null : new Waiting(entry.decision(), entry.calls() - 1));
  }

  private record Waiting(CompletableFuture<CallDecision> decision, int calls) {}

  /** One call's place; {@link #close} gives it back. */
  record Pending(PendingDecisions place, String causeId, CompletableFuture<CallDecision> decision)
      implements AutoCloseable {

    @Override
    public void close() {
      place.release(causeId);
    }
  }
}
