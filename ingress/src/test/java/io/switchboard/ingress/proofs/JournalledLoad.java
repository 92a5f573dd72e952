package io.switchboard.ingress.proofs;

import io.switchboard.contract.json.Json;
import io.switchboard.testkit.load.Latencies;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/**
 * Senders that never stop, and a journal of every event that was answered 200: what is in it was
 * promised.
 */
final class JournalledLoad implements AutoCloseable {
  private static final Duration AFTER_A_CUT = Duration.ofMillis(50);
  private final int port;
  private final Duration rest;
  private final Set<String> journal = ConcurrentHashMap.newKeySet();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong withoutAdvice = new AtomicLong();
  private final AtomicLong cutOff = new AtomicLong();
  private final Queue<Long> accepting = new ConcurrentLinkedQueue<>();
  private final Queue<Long> refusing = new ConcurrentLinkedQueue<>();
  private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean running = true;

  private JournalledLoad(int port, int connections, Duration rest) {
    this.port = port;
    this.rest = rest;
    for (var sender = 0; sender < connections; sender++) {
      var name = "s" + sender + "-";
      senders.execute(() -> send(name));
    }
  }

  /** Senders that rest for a moment when they are refused. */
  static JournalledLoad patient(int port, int connections) {
    return new JournalledLoad(port, connections, Duration.ofMillis(20));
  }

  /** Senders that send again at once after any answer. */
  static JournalledLoad eager(int port, int connections) {
    return new JournalledLoad(port, connections, Duration.ZERO);
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
      var began = System.nanoTime();
      var status = connection.exchange(request);
      (status == 200 ? accepting : refusing).add(System.nanoTime() - began);
      if (status != 200) {
        refused.incrementAndGet();
        if (status != 503 || connection.retryAfter() == 0) {
          withoutAdvice.incrementAndGet();
        }
        LockSupport.parkNanos(rest.toNanos());
      }
      return status;
    } catch (IOException e) { // killed: nothing was promised
      cutOff.incrementAndGet();
      LockSupport.parkNanos(AFTER_A_CUT.toNanos());
      return -1;
    }
  }

  /** Until so many more are accepted. */
  void awaitPromises(int more) {
    var before = journal.size();
    Awaitility.await().until(() -> journal.size() > before + more);
  }

  /** Until so many more are refused. */
  void awaitRefusals(int more) {
    var before = refused.get();
    Awaitility.await().until(() -> refused.get() > before + more);
  }

  /** Stops the senders; the identities of all that was promised. */
  Set<String> journal() {
    close();
    return new HashSet<>(journal);
  }

  /** Refused, but not with 503 and a Retry-After. */
  long withoutAdvice() {
    return withoutAdvice.get();
  }

  /** Neither accepted nor refused. */
  long cutOff() {
    return cutOff.get();
  }

  String figures() {
    return "%d promised (%s), %d refused (%s), %s cut off"
        .formatted(
            journal.size(), Latencies.of(accepting), refused.get(), Latencies.of(refusing), cutOff);
  }

  @Override
  public void close() {
    running = false;
    senders.shutdown();
    try {
      if (!senders.awaitTermination(3, TimeUnit.MINUTES)) {
        throw new IllegalStateException("senders hang");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
