package io.switchboard.e2e.outages;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Senders of call results, ten a second each, that never repeat one. */
final class WebhookSenders implements AutoCloseable {
  private static final long INTERVAL_MILLIS = 100;

  private final ReadyBalancer balancer;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch finishing = new CountDownLatch(1);
  private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
  private final AtomicLong accepted = new AtomicLong();
  private final List<Future<?>> senders = new ArrayList<>();

  /** They begin at once. */
  WebhookSenders(ReadyBalancer balancer, int perSecond) {
    this.balancer = balancer;
    for (var sender = 0; sender < perSecond * INTERVAL_MILLIS / 1_000; sender++) {
      var name = "sender-" + sender;
      senders.add(threads.submit(() -> send(name)));
    }
  }

  private long send(String name) throws InterruptedException {
    var wait = 0L;
    var count = 0;
    for (; !finishing.await(wait, TimeUnit.NANOSECONDS); count++) {
      var began = System.nanoTime();
      var body = "{\"contactId\":\"%s/%d\",\"dispositionCode\":\"2001\"}".formatted(name, count);
      if (balancer.post("/webhook/call-result", body).status() == 200) {
        accepted.incrementAndGet();
      }
      var took = System.nanoTime() - began;
      nanos.add(took);
      wait = Math.max(0, TimeUnit.MILLISECONDS.toNanos(INTERVAL_MILLIS) - took);
    }
    return count;
  }

  /** Ends after the requests in flight. */
  void finish() throws Exception {
    finishing.countDown();
    for (var sender : senders) {
      sender.get(3, TimeUnit.MINUTES);
    }
  }

  /** Requests that were answered with 200. */
  long accepted() {
    return accepted.get();
  }

  /** How long each request took. */
  Collection<Long> nanos() {
    return nanos;
  }

  @Override
  public void close() {
    finishing.countDown();
    threads.shutdownNow();
    threads.close();
  }
}
