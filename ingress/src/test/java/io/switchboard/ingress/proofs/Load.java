package io.switchboard.ingress.proofs;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** So many connections that send one request after the other, for so long. */
record Load(int port, int connections, Duration time, byte[] request) {

  Latencies run() throws InterruptedException, ExecutionException {
    var others = new AtomicLong();
    var until = System.nanoTime() + time.toNanos();
    List<Future<long[]>> all = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < connections; i++) {
        all.add(threads.submit(() -> one(until, others)));
      }
    }
    var nanos = LongStream.empty();
    for (var future : all) {
      nanos = LongStream.concat(nanos, Arrays.stream(future.get()));
    }
    return Latencies.of(nanos.toArray(), time.toMillis() / 1e3, others.get());
  }

  private long[] one(long until, AtomicLong others) throws IOException {
    var nanos = new long[1_024];
    var count = 0;
    try (var connection = new HttpConnection(port)) {
      for (var began = System.nanoTime(); began < until; began = System.nanoTime()) {
        try {
          if (connection.exchange(request) != 200) {
            others.incrementAndGet();
            continue;
          }
        } catch (IOException _) {
          others.incrementAndGet(); // cut off; the connection opens again
          continue;
        }
        nanos = count == nanos.length ? Arrays.copyOf(nanos, 2 * count) : nanos;
        nanos[count++] = System.nanoTime() - began;
      }
    }
    return Arrays.copyOf(nanos, count);
  }
}
