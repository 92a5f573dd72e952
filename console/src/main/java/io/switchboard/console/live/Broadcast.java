package io.switchboard.console.live;

import io.javalin.http.sse.SseClient;
import io.switchboard.console.view.EventStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The newest of a series of texts for any number of readers: each text is made once, and a slow
 * reader skips to the newest.
 */
public final class Broadcast {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Message latest = new Message(0, "");

  /** A text and its place in the series, from 1; 0 before the first. */
  public record Message(long number, String text) {}

  /** Replaces the newest text and wakes the readers. */
  public void send(String text) {
    lock.lock();
    try {
      latest = new Message(latest.number() + 1, text);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Sends each new text to a browser as an event of this name until it leaves.
   *
   * @param first instead of the newest text at the beginning: what a browser has to know that was
   *     away
   * @param outage why the texts are old, empty while they are not
   * @param end runs when the browser has left
   */
  public void stream(
      SseClient client,
      String event,
      Supplier<String> first,
      Supplier<String> outage,
      Runnable end) {
    var last = new AtomicLong();
    EventStream.start(
        client,
        outage,
        sse -> {
          var message = await(last.get(), EventStream.MAX_WAIT);
          if (message.number() > last.get()) {
            sse.sendEvent(event, last.get() == 0 ? first.get() : message.text());
            last.set(message.number());
          }
        },
        end);
  }

  /** Waits for a text after this number; returns the newest in any case. */
  public Message await(long after, Duration timeout) throws InterruptedException {
    var left = timeout.toNanos();
    lock.lockInterruptibly();
    try {
      while (latest.number() <= after && left > 0) {
        left = changed.awaitNanos(left);
      }
      return latest;
    } finally {
      lock.unlock();
    }
  }
}
