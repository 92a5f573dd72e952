package io.switchboard.testkit.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A number of connections that send one request after the other for a time; all on one thread, so
 * that the client takes little from the servers on the same machine.
 *
 * @param perSecond requests a second at fixed times, even when answers are late; 0 for as many as
 *     possible
 * @param requests whole requests as bytes, sent in rotation
 */
public record Load(int port, int connections, Duration time, int perSecond, List<byte[]> requests) {
  private static final long AFTERWARDS = TimeUnit.SECONDS.toNanos(20);

  /** As many as possible. */
  public Load(int port, int connections, Duration time, List<byte[]> requests) {
    this(port, connections, time, 0, requests);
  }

  /** Runs the load; waits up to 20 s for the answers to all sent requests. */
  public LoadResult run() {
    try (var selector = Selector.open()) {
      var times = new LoadTimes();
      var turns = new RequestCycle(requests);
      var now = System.nanoTime();
      var until = now + time.toNanos();
      var apart = perSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / perSecond;
      var open = new ArrayList<LoadConnection>();
      for (var i = 0; i < connections; i++) {
        var clock = new LoadConnection.Clock(now + i * apart, connections * apart, until);
        open.add(new LoadConnection(port, turns, selector, times, clock));
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
      return times.figures(time);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The requests in rotation, for all connections. */
  static final class RequestCycle {
    private final List<byte[]> requests;
    private int next;

    RequestCycle(List<byte[]> requests) {
      this.requests = requests;
    }

    byte[] next() {
      next = (next + 1) % requests.size();
      return requests.get(next);
    }
  }

  /** The measurements of the connections. */
  static final class LoadTimes {
    private long[] nanos = new long[65_536];
    private int count;
    private long others;

    void accepted(long took) {
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * count);
      }
      nanos[count++] = took;
    }

    /** Requests with another status than 200, a broken connection, or no answer. */
    void other() {
      others++;
    }

    private LoadResult figures(Duration time) {
      var sorted = Arrays.copyOf(nanos, count);
      Arrays.sort(sorted);
      var latencies = new Latencies(sorted);
      return new LoadResult(
          count / (time.toNanos() / 1e9),
          latencies.percentile(50),
          latencies.percentile(99),
          others);
    }
  }
}
