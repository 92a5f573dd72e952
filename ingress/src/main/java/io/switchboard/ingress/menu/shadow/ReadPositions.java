package io.switchboard.ingress.menu.shadow;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How far each partition has been read, for those who wait for one offset. Thread-safe. */
final class ReadPositions {
  private final ConcurrentMap<Integer, Position> positions = new ConcurrentHashMap<>();

  private static final class Position {
    private final ConcurrentSkipListMap<Long, CompletableFuture<Void>> waiting =
        new ConcurrentSkipListMap<>();
    private volatile long last = -1;
  }

  private Position position(int partition) {
    return positions.computeIfAbsent(partition, _ -> new Position());
  }

  /** An offset has been read. */
  void read(int partition, long offset) {
    var position = position(partition);
    position.last = offset;
    var reached = position.waiting.headMap(offset, true);
    if (!reached.isEmpty()) {
      reached.values().forEach(it -> it.complete(null));
      reached.clear();
    }
  }

  /**
   * Waits until an offset has been read, or until something else makes that needless; whether it
   * was read.
   */
  boolean await(int partition, long offset, CompletableFuture<?> needless, Duration timeout) {
    var position = position(partition);
    if (position.last >= offset) {
      return true;
    }
    var reached = position.waiting.computeIfAbsent(offset, _ -> new CompletableFuture<>());
    if (position.last >= offset) { // read meanwhile
      reached.complete(null);
    }
    try {
      var _ =
          CompletableFuture.anyOf(reached, needless).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return position.last >= offset;
    } catch (TimeoutException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException _) { // needless, and without a result
      return position.last >= offset;
    } finally {
      position.waiting.remove(offset, reached);
    }
  }
}
