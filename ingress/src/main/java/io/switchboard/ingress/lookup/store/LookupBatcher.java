package io.switchboard.ingress.lookup.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Answers concurrent lookups with few queries. When the store is idle, a lookup runs immediately;
 * otherwise it joins the next batch.
 *
 * <p>A result may hold keys of other lookups in the batch. A lookup is never answered from a query
 * that began before the lookup.
 *
 * @param <R> the result of a query for some keys
 */
public final class LookupBatcher<R> {
  /** Keys in one batch; a lookup of more keys runs alone. */
  static final int MAX_KEYS = 256;

  private final Function<Collection<String>, R> store;
  private final Semaphore permits;
  private final Queue<PendingLookup<R>> pending = new ConcurrentLinkedQueue<>();

  /**
   * Creates an idle batcher.
   *
   * @param store runs a query; called by several threads
   * @param maxConcurrentQueries queries that run at the same time
   */
  public LookupBatcher(Function<Collection<String>, R> store, int maxConcurrentQueries) {
    this.store = store;
    this.permits = new Semaphore(maxConcurrentQueries);
  }

  private record PendingLookup<R>(Collection<String> keys, CompletableFuture<R> result) {}

  /**
   * The result for some keys.
   *
   * @throws java.util.concurrent.CompletionException the query of the batch failed
   */
  public R find(Collection<String> keys) {
    if (keys.size() > MAX_KEYS) {
      return store.apply(keys);
    }
    var lookup = new PendingLookup<>(keys, new CompletableFuture<R>());
    pending.add(lookup);
    if (permits.tryAcquire()) {
      runBatch();
      release();
    }
    return lookup.result().join();
  }

  /** Lookups that are not in a batch yet. */
  int pending() {
    return pending.size();
  }

  /**
   * Runs the next batch on a thread of its own, so that no caller waits for other callers' keys.
   */
  private void release() {
    permits.release();
    if (!pending.isEmpty() && permits.tryAcquire()) {
      Thread.startVirtualThread(
          () -> {
            runBatch();
            release();
          });
    }
  }

  private void runBatch() {
    var batch = nextBatch();
    if (batch.isEmpty()) {
      return; // another thread has taken them
    }
    try {
      var keys = new HashSet<String>();
      batch.forEach(lookup -> keys.addAll(lookup.keys()));
      var result = store.apply(keys);
      batch.forEach(lookup -> lookup.result().complete(result));
    } catch (RuntimeException | Error e) { // no lookup may wait for ever
      batch.forEach(lookup -> lookup.result().completeExceptionally(e));
    }
  }

  private List<PendingLookup<R>> nextBatch() {
    var batch = new ArrayList<PendingLookup<R>>();
    var keys = 0;
    while (keys < MAX_KEYS) {
      var lookup = pending.poll();
      if (lookup == null) {
        break;
      }
      batch.add(lookup);
      keys += lookup.keys().size();
    }
    return batch;
  }
}
