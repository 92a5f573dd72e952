package io.switchboard.tenant.traffic;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * Starts calls at a constant rate, each on a virtual thread. When the maximum is in flight, it
 * waits for one to end and does not catch up afterwards.
 */
public final class TrafficPlayer implements AutoCloseable {
  private final TrafficOptions options;
  private final TrafficCounters counters = new TrafficCounters();
  private final Webhooks webhooks;
  private final CallPlay play;
  private final Semaphore free;
  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread pace;

  private TrafficPlayer(TrafficOptions options, Plays plays) {
    this.options = options;
    this.webhooks = new Webhooks(options.ingress(), options.headers(), counters);
    this.play = plays.with(webhooks, counters);
    this.free = new Semaphore(options.mostInFlight());
    this.pace = Thread.ofVirtual().name("tenant-traffic").unstarted(this::run);
  }

  /** Starts calls in the shape of the tutorials. */
  public static TrafficPlayer start(TrafficOptions options, VoiceLine voice) {
    return start(options, (webhooks, counters) -> new TutorialCallPlay(webhooks, counters, voice));
  }

  /** Starts calls in the shape that NICE publishes. */
  public static TrafficPlayer startNice(TrafficOptions options, ContactLine contacts) {
    return start(options, (webhooks, counters) -> new NiceCallPlay(webhooks, counters, contacts));
  }

  private static TrafficPlayer start(TrafficOptions options, Plays plays) {
    var player = new TrafficPlayer(options, plays);
    player.pace.start();
    return player;
  }

  /** The results so far. */
  public TrafficCounters counters() {
    return counters;
  }

  /** Whether all calls have started and ended. */
  public boolean done() {
    return !pace.isAlive() && free.availablePermits() == options.mostInFlight();
  }

  /** Starts no more calls and interrupts those in flight. */
  @Override
  public void close() {
    pace.interrupt();
    try {
      pace.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    calls.shutdownNow();
    webhooks.close();
  }

  @FunctionalInterface
  private interface Plays {
    CallPlay with(Webhooks webhooks, TrafficCounters counters);
  }

  private void run() {
    var scripts = new CallScripts(options.seed(), options.run());
    var gap = (long) (1e9 / options.callsPerSecond());
    var next = System.nanoTime();
    for (var call = 0L; call < options.mostCalls(); call++) {
      LockSupport.parkNanos(next - System.nanoTime());
      try {
        free.acquire();
      } catch (InterruptedException _) {
        return; // closed
      }
      begin(scripts.next());
      next = Math.max(next + gap, System.nanoTime() - gap);
    }
  }

  private void begin(CallerScript script) {
    calls.execute(
        () -> {
          try {
            play.play(script);
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // closed in the middle of a call
          } finally {
            free.release();
          }
        });
  }
}
