package io.switchboard.ingress.menu;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.switchboard.ingress.publishing.Publication;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes fallbacks, also those that Kafka refuses at first: the session has to learn what its
 * caller heard. What could not be written is owed to the log, the newest of each call, and goes
 * there ahead of the call's next request, or by itself as soon as Kafka takes it. A fallback that a
 * later request of the call has overtaken is owed no more. Thread-safe.
 */
final class OwedFallbacks implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OwedFallbacks.class);
  private static final int MOST = 10_000;
  private static final Duration BETWEEN = Duration.ofMillis(500);

  /** A caller who has pressed nothing for so long has left the menu. */
  private static final Duration OLDEST = Duration.ofMinutes(10);

  private final MenuRequests requests;
  private final MenuMetrics metrics;
  private final LinkedHashMap<String, Owed> owed = new LinkedHashMap<>();
  private final Cache<String, String> latest =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(OLDEST).build();
  private final ScheduledExecutorService again =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("owed-fallbacks").factory());

  private record Owed(Call call, @Nullable Integer turn, long since) {
    String requestId() {
      return call.question().headers().id();
    }

    boolean isOld() {
      return System.nanoTime() - since > OLDEST.toNanos();
    }
  }

  OwedFallbacks(MenuRequests requests, MenuMetrics metrics) {
    this.requests = requests;
    this.metrics = metrics;
    var _ =
        again.scheduleWithFixedDelay(
            this::settle, BETWEEN.toMillis(), BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A request of the call is about to be written: what is owed for it goes ahead. */
  void beforeRequest(Call call) {
    var callId = call.question().callId();
    latest.put(callId, call.question().headers().id());
    Owed earlier;
    synchronized (owed) {
      earlier = owed.remove(callId);
    }
    if (earlier != null && !earlier.isOld()) {
      var _ = write(earlier);
    }
  }

  /** Writes one behind its request, now or as soon as that can be. */
  void write(Call call, @Nullable Integer turn) {
    var _ = write(new Owed(call, turn, System.nanoTime()));
  }

  int size() {
    synchronized (owed) {
      return owed.size();
    }
  }

  private CompletableFuture<Publication> write(Owed fallback) {
    var written = requests.fallback(fallback.call(), fallback.turn());
    var _ =
        written.thenAccept(
            publication -> {
              if (publication instanceof Publication.Unavailable) {
                metrics.notWritten("fallback");
                owe(fallback);
              }
            });
    return written;
  }

  private void owe(Owed fallback) {
    var callId = fallback.call().question().callId();
    if (fallback.isOld() || !fallback.requestId().equals(latest.getIfPresent(callId))) {
      return;
    }
    synchronized (owed) {
      owed.remove(callId);
      owed.put(callId, fallback);
      if (owed.size() > MOST) {
        owed.pollFirstEntry();
      }
    }
  }

  /** One refusal at once says enough: the others wait for the next round. */
  private void settle() {
    try {
      var refused = false;
      while (!refused) {
        synchronized (owed) { // so that no request of the same call passes it by meanwhile
          var next = owed.pollFirstEntry();
          if (next == null) {
            return;
          }
          refused = !next.getValue().isOld() && isRefused(write(next.getValue()));
        }
      }
    } catch (RuntimeException e) {
      LOG.error("fallbacks that are owed could not be written", e); // the next round tries again
    }
  }

  private static boolean isRefused(CompletableFuture<Publication> written) {
    return written.isDone() && written.join() instanceof Publication.Unavailable;
  }

  @Override
  public void close() {
    again.shutdownNow();
    settle();
  }
}
