package io.switchboard.ingress.proofs;

import io.switchboard.contract.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Senders that never stop, and a journal of every event that was answered 200: what is in it was
 * promised.
 */
final class JournalledLoad implements AutoCloseable {
  private final int port;
  private final Set<String> journal = ConcurrentHashMap.newKeySet();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong broken = new AtomicLong();
  private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean running = true;

  JournalledLoad(int port, int connections) {
    this.port = port;
    for (var sender = 0; sender < connections; sender++) {
      var name = "s" + sender + "-";
      senders.execute(() -> send(name));
    }
  }

  private void send(String name) {
    try (var connection = new HttpConnection(port)) {
      for (var n = 0; running; n++) {
        var request =
            HttpConnection.request(
                "/webhook/call-result",
                "{\"contactId\":\"" + name + n + "\",\"dispositionCode\":\"1001\"}");
        if (exchange(connection, request) == 200) {
          journal.add(Json.mapper().readTree(connection.body()).path("eventId").asText());
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("an answer that cannot be read", e);
    }
  }

  private int exchange(HttpConnection connection, byte[] request) {
    try {
      var status = connection.exchange(request);
      if (status != 200) {
        refused.incrementAndGet();
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
      return status;
    } catch (IOException e) { // killed: nothing was promised
      broken.incrementAndGet();
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      return -1;
    }
  }

  /** How many were promised so far. */
  int promised() {
    return journal.size();
  }

  /** Stops the senders; the identities of all that was promised. */
  Set<String> journal() {
    close();
    return new HashSet<>(journal);
  }

  String figures() {
    return journal.size() + " promised, " + refused + " refused, " + broken + " cut off";
  }

  @Override
  public void close() {
    running = false;
    senders.shutdown();
    try {
      if (!senders.awaitTermination(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("senders hang");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
