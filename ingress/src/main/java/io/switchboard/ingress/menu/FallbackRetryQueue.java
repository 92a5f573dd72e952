package io.switchboard.ingress.menu;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.switchboard.ingress.publishing.Publication;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.task.ScheduledTask;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes fallbacks, also those that Kafka refuses at first: the session has to learn what its
 * caller heard. What could not be written is kept, the newest of each call, and is written ahead of
 * the call's next request, or by itself as soon as Kafka takes it. A fallback that a later request
 * of the call has superseded is dropped. What is kept is bounded in bytes; the oldest is dropped
 * first. Thread-safe.
 */
final class FallbackRetryQueue implements AutoCloseable {
  /** About 7,000 fallbacks of calls with usual ids. */
  static final long MAX_BYTES = 4L << 20;

  private static final Logger LOG = LoggerFactory.getLogger(FallbackRetryQueue.class);
  private static final long MAX_LATEST_BYTES = 16L << 20;
  private static final int ENTRY_BYTES = 200;
  private static final Duration RETRY_INTERVAL = Duration.ofMillis(500);

  /** A caller who has pressed nothing for so long has left the menu. */
  private static final Duration MAX_AGE = Duration.ofMinutes(10);

  private final MenuRequests requests;
  private final MenuMetrics metrics;
  private final LinkedHashMap<String, QueuedFallback> queued = new LinkedHashMap<>();
  private long queuedBytes;
  private final Cache<String, String> latest =
      Caffeine.newBuilder()
          .maximumWeight(MAX_LATEST_BYTES)
          .weigher(FallbackRetryQueue::latestBytes)
          .expireAfterWrite(MAX_AGE)
          .build();
  private final ScheduledTask retries;

  private record QueuedFallback(UnwrittenFallback fallback, long since) {
    String callId() {
      return fallback.event().callId();
    }

    boolean isOld() {
      return System.nanoTime() - since > MAX_AGE.toNanos();
    }
  }

  FallbackRetryQueue(MenuRequests requests, MenuMetrics metrics, HealthChecks health) {
    this.requests = requests;
    this.metrics = metrics;
    this.retries =
        ScheduledTask.withFixedDelay(
            "fallback-retry", health, RETRY_INTERVAL, RETRY_INTERVAL, this::writeQueued);
  }

  private static int latestBytes(String callId, String requestId) {
    return ENTRY_BYTES + 2 * (callId.length() + requestId.length());
  }

  /** A request of the call is about to be written: the fallback that is kept for it goes ahead. */
  void beforeRequest(MenuCall call) {
    var callId = call.question().callId();
    latest.put(callId, call.question().headers().id());
    QueuedFallback earlier;
    synchronized (queued) {
      earlier = remove(callId);
    }
    if (earlier != null && earlier.isOld()) {
      requests.giveUp(earlier.fallback());
    } else if (earlier != null) {
      var _ = write(earlier);
    }
  }

  /** Writes one behind its request, now or as soon as that can be. */
  void write(MenuCall call, @Nullable Integer turn) {
    var _ = write(new QueuedFallback(UnwrittenFallback.of(call, turn), System.nanoTime()));
  }

  int size() {
    synchronized (queued) {
      return queued.size();
    }
  }

  private CompletableFuture<Publication> write(QueuedFallback fallback) {
    var written = requests.fallback(fallback.fallback());
    var _ =
        written.thenAccept(
            publication -> {
              if (publication instanceof Publication.Unavailable) {
                metrics.notWritten("fallback");
                enqueue(fallback);
              }
            });
    return written;
  }

  private void enqueue(QueuedFallback fallback) {
    var requestId = fallback.fallback().event().requestId();
    if (fallback.isOld() || !requestId.equals(latest.getIfPresent(fallback.callId()))) {
      requests.giveUp(fallback.fallback());
      return;
    }
    synchronized (queued) {
      remove(fallback.callId());
      queued.put(fallback.callId(), fallback);
      queuedBytes += fallback.fallback().bytes();
      while (queuedBytes > MAX_BYTES) {
        requests.giveUp(queued.firstEntry().getValue().fallback());
        remove(queued.firstEntry().getKey());
        metrics.notWritten("dropped_fallback");
      }
    }
  }

  /** To be called with the lock. */
  private @Nullable QueuedFallback remove(String callId) {
    var removed = queued.remove(callId);
    if (removed != null) {
      queuedBytes -= removed.fallback().bytes();
    }
    return removed;
  }

  /** If Kafka refuses one at once, the others wait for the next round. */
  private void writeQueued() {
    try {
      var refused = false;
      while (!refused) {
        synchronized (queued) { // so that no request of the same call passes it by meanwhile
          var first = queued.firstEntry();
          if (first == null) {
            return;
          }
          remove(first.getKey());
          if (first.getValue().isOld()) {
            requests.giveUp(first.getValue().fallback());
          } else {
            refused = isRefused(write(first.getValue()));
          }
        }
      }
    } catch (RuntimeException e) {
      LOG.error("Fallbacks could not be written; the next round tries again", e);
    }
  }

  private static boolean isRefused(CompletableFuture<Publication> written) {
    return written.isDone() && written.join() instanceof Publication.Unavailable;
  }

  @Override
  public void close() {
    retries.close();
    writeQueued();
  }
}
