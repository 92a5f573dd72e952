package io.switchboard.e2e.outages;

import io.switchboard.e2e.outages.MenuClient.BalancedAnswer;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.awaitility.Awaitility;

/**
 * A balancer with the defaults of nginx and HAProxy. It looks at {@code /readyz} of each ingress
 * every second and takes those in turn that were ready. A connection that is refused is tried at
 * the next one. A POST that was sent is never sent again, also when it was sent on a kept
 * connection that the ingress has closed: the client gets 502. A kept connection that was closed
 * while it was idle is not used.
 */
public final class ReadyBalancer implements AutoCloseable {
  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

  private final List<Upstream> upstreams;
  private final AtomicInteger turn = new AtomicInteger();
  private final Map<String, LongAdder> statuses = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread checks;

  private static final class Upstream {
    private final int port;
    private volatile boolean ready;

    Upstream(int port) {
      this.port = port;
    }

    void check() {
      try {
        ready = MenuClient.get(port, "/readyz").status() == 200;
      } catch (IOException _) {
        ready = false; // stopped, or not started yet
      }
    }
  }

  /**
   * @param ports of the ingresses
   */
  public ReadyBalancer(List<Integer> ports) {
    this.upstreams = ports.stream().map(Upstream::new).toList();
    upstreams.forEach(Upstream::check);
    this.checks = Thread.ofPlatform().daemon().name("balancer-checks").start(this::check);
  }

  private void check() {
    try {
      while (!closed.await(CHECK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        upstreams.forEach(Upstream::check);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until it sends requests to all ingresses. */
  public void awaitAll() {
    Awaitility.await().until(() -> upstreams.stream().allMatch(it -> it.ready));
  }

  /** Passes a request on to the next one. */
  public BalancedAnswer post(String path, String body) {
    return counted(path, pass(turn.getAndIncrement(), path, body));
  }

  /** Passes a request on to the same one as others with this key, while that one is ready. */
  BalancedAnswer post(String key, String path, String body) {
    return counted(path.replaceFirst("\\?.*", ""), pass(key.hashCode(), path, body));
  }

  private BalancedAnswer counted(String path, BalancedAnswer answer) {
    statuses.computeIfAbsent(path + " " + answer.status(), _ -> new LongAdder()).increment();
    if (answer.status() >= 500) {
      errors.computeIfAbsent(path + " " + answer.body(), _ -> new LongAdder()).increment();
    }
    return answer;
  }

  private BalancedAnswer pass(int first, String path, String body) {
    for (var next = 0; next < upstreams.size(); next++) {
      var upstream = upstreams.get(Math.floorMod(first + next, upstreams.size()));
      if (upstream.ready) {
        try {
          return MenuClient.post(upstream.port, path, body);
        } catch (ConnectException _) { // nothing was sent: the next one
        } catch (IOException e) {
          return new BalancedAnswer(502, e.toString());
        }
      }
    }
    return new BalancedAnswer(503, "no ingress is ready");
  }

  /** How often each path was answered with each status. */
  public Map<String, Long> statuses() {
    return sums(statuses);
  }

  private static Map<String, Long> sums(Map<String, LongAdder> adders) {
    var counts = new TreeMap<String, Long>();
    adders.forEach((key, count) -> counts.put(key, count.sum()));
    return counts;
  }

  /** How often each path was answered with each 5xx, by its text. */
  public Map<String, Long> errors() {
    return sums(errors);
  }

  @Override
  public void close() throws InterruptedException {
    closed.countDown();
    checks.join();
  }
}
