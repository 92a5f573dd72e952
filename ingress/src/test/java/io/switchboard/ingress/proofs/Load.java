package io.switchboard.ingress.proofs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;

/**
 * So many connections that send one request after the other, for so long; all on one thread, so
 * that the client takes as little as it can from the servers that it shares the machine with.
 *
 * @param perSecond requests a second by the clock, whether answers are late or not; 0 for as many
 *     as there can be
 */
record Load(int port, int connections, Duration time, int perSecond, byte[] request) {
  private static final long AFTERWARDS = TimeUnit.SECONDS.toNanos(20);

  /** As many as there can be. */
  Load(int port, int connections, Duration time, byte[] request) {
    this(port, connections, time, 0, request);
  }

  /** Runs it; every request that was sent is waited for, for up to 20 s. */
  Latencies run() {
    try (var selector = Selector.open()) {
      var times = new Times();
      var now = System.nanoTime();
      var until = now + time.toNanos();
      var apart = perSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / perSecond;
      var open = new ArrayList<LoadConnection>();
      for (var i = 0; i < connections; i++) {
        var pace = new LoadConnection.Pace(now + i * apart, connections * apart, until);
        open.add(new LoadConnection(port, request, selector, times, pace));
      }
      while (System.nanoTime() < until + AFTERWARDS && selector.keys().size() > 0) {
        selector.select(key -> ((LoadConnection) key.attachment()).proceed(), apart == 0 ? 100 : 1);
        if (apart > 0) {
          open.forEach(LoadConnection::sendIfDue);
        }
      }
      for (var connection : open) {
        connection.close();
      }
      return times.latencies(time);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the connections have measured. */
  static final class Times {
    private long[] nanos = new long[65_536];
    private int count;
    private long others;

    void accepted(long took) {
      if (count == nanos.length) {
        nanos = java.util.Arrays.copyOf(nanos, 2 * count);
      }
      nanos[count++] = took;
    }

    /** Answered with another status than 200, cut off, or not answered at all. */
    void other() {
      others++;
    }

    private Latencies latencies(Duration time) {
      return Latencies.of(java.util.Arrays.copyOf(nanos, count), time.toNanos() / 1e9, others);
    }
  }
}
