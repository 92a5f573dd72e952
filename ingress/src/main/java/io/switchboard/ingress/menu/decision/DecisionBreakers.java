package io.switchboard.ingress.menu.decision;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For each partition of {@code cxone.dtmf} whether ivr-streams decides in time: a late decision
 * opens the partition's breaker, one in time closes it. While it is open, callers of the partition
 * hardly wait. Requests are written all the same, so no caller waits for a trial. Thread-safe.
 */
public final class DecisionBreakers {
  private static final Logger LOG = LoggerFactory.getLogger(DecisionBreakers.class);

  /** Completed when the partition's breaker opens. */
  private final Map<Integer, CompletableFuture<Void>> breakers = new ConcurrentHashMap<>();

  private CompletableFuture<Void> breaker(int partition) {
    return breakers.computeIfAbsent(partition, _ -> new CompletableFuture<>());
  }

  /** Whether the last decision of a partition was late. */
  public boolean isOpen(int partition) {
    return breaker(partition).isDone();
  }

  /** Completes when the breaker of a partition opens; is complete while it is open. */
  public CompletableFuture<Void> opening(int partition) {
    return breaker(partition);
  }

  /** A decision did not arrive in time. */
  public void late(int partition) {
    if (breaker(partition).complete(null)) {
      LOG.warn("Menu decisions of partition {} are late: callers hear shadow decisions", partition);
    }
  }

  /** A decision arrived in time. */
  public void decided(int partition) {
    var breaker = breaker(partition);
    if (breaker.isDone() && breakers.replace(partition, breaker, new CompletableFuture<>())) {
      LOG.info("Menu decisions of partition {} are in time again", partition);
    }
  }

  /** How many partitions' breakers are open. */
  public long open() {
    return breakers.values().stream().filter(CompletableFuture::isDone).count();
  }
}
