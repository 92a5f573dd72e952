package io.switchboard.pushes.delivery;

import io.switchboard.pushes.state.PushSource;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.task.MonitoredTask;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends one kind's backlog on virtual threads, a limited number at a time. */
final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  private final PushSource<?> source;
  private final Backlog backlog;
  private final Delivery delivery;
  private final Semaphore room;
  private final Set<Thread> deliveries = ConcurrentHashMap.newKeySet();
  private final Thread thread;

  Dispatcher(PushSource<?> source, Backlog backlog, Delivery delivery, HealthChecks health) {
    var name = "cxone-" + source.kind().wireName();
    this.source = source;
    this.backlog = backlog;
    this.delivery = delivery;
    this.room = new Semaphore(source.concurrency());
    this.thread =
        Thread.ofVirtual().name(name).unstarted(MonitoredTask.of(name, health, this::dispatch));
  }

  void start() {
    thread.start();
  }

  private void dispatch() {
    try {
      while (true) {
        room.acquire();
        var batch = backlog.take(source.batchSize());
        var delivery = Thread.ofVirtual().name("cxone-" + source.kind().wireName() + "-delivery");
        var started = delivery.unstarted(() -> deliver(batch));
        deliveries.add(started);
        started.start();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the session has ended
    }
  }

  private void deliver(List<PendingPush> batch) {
    try {
      deliverOrIsolate(batch);
    } catch (InterruptedException _) {
      Thread.currentThread()
          .interrupt(); // no answer: the next active pusher reads the record again
    } finally {
      deliveries.remove(Thread.currentThread());
      room.release();
    }
  }

  private void deliverOrIsolate(List<PendingPush> batch) throws InterruptedException {
    try {
      delivery.deliver(batch);
    } catch (RuntimeException e) {
      LOG.error("A request failed unexpectedly; each of its states is sent again by itself", e);
      delivery.isolate(batch, e);
    }
  }

  /** Starts no more requests. */
  void stopTaking() {
    thread.interrupt();
  }

  /**
   * After {@link #stopTaking}: waits for requests in flight; returns whether all of them ended in
   * time.
   */
  boolean awaitEnd(long nanos) throws InterruptedException {
    var deadline = System.nanoTime() + nanos;
    var ended = ends(thread, deadline); // afterwards no delivery starts
    for (var delivery : deliveries) {
      ended = ended && ends(delivery, deadline);
    }
    return ended;
  }

  private static boolean ends(Thread thread, long deadline) throws InterruptedException {
    return thread.join(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
  }

  /** Interrupts requests in flight, without an answer. */
  void abandon() {
    thread.interrupt();
    deliveries.forEach(Thread::interrupt);
  }
}
