package io.switchboard.sink.postgres;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Call outcomes at a steady rate, numbered from 0, until it is closed. */
final class SteadyLoad implements AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(20);

  private final SinkRig rig;
  private final int perSecond;
  private final long began = System.nanoTime();
  private final AtomicInteger sent = new AtomicInteger();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("load").factory());

  SteadyLoad(SinkRig rig, int perSecond) {
    this.rig = rig;
    this.perSecond = perSecond;
    var _ = timer.scheduleAtFixedRate(this::catchUp, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** By the clock, so that a busy machine sends later but not less. */
  private void catchUp() {
    var due = (System.nanoTime() - began) * perSecond / 1_000_000_000L;
    while (sent.get() < due) {
      rig.outcome(sent.getAndIncrement());
    }
  }

  int sent() {
    return sent.get();
  }

  int perSecond() {
    return perSecond;
  }

  /** Ends it; everything that was sent is on the log then. */
  @Override
  public void close() throws InterruptedException {
    timer.shutdown();
    if (!timer.awaitTermination(3, TimeUnit.MINUTES)) {
      throw new IllegalStateException("the load does not end");
    }
    rig.flush();
  }
}
