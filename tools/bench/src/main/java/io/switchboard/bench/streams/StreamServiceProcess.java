package io.switchboard.bench.streams;

import io.switchboard.bench.machine.BenchDeployment;
import io.switchboard.bench.report.Throughput;
import io.switchboard.testkit.process.ChildProcess;
import java.time.Duration;

/**
 * A running, warm stream service that gets its events while it is suspended, so that it neither
 * waits for the writer nor shares the processors with it.
 *
 * @param output the topic with one record per input
 */
public record StreamServiceProcess(
    ChildProcess process, BenchDeployment deployment, String output) {
  private static final Duration TIMEOUT = Duration.ofMinutes(3);

  /**
   * The result of a round.
   *
   * @param rate events a second, see {@link Throughput}; never 0
   * @param serviceMicroseconds processor time of the service per event
   * @param brokerMicroseconds processor time of the embedded broker per event; 0 for a given one
   */
  public record Turn(double rate, double serviceMicroseconds, double brokerMicroseconds) {}

  /** Writes events while it is suspended, then resumes it and waits for the results. */
  public Turn turn(int events, Runnable feed) {
    var before = deployment.committed(output);
    process.suspend();
    try {
      feed.run();
    } finally {
      process.resume();
    }
    var resumedAt = System.nanoTime();
    var serviceBefore = process.processorTime().toNanos() / 1e3;
    var brokerBefore = brokerMicroseconds();
    var first = new long[1];
    process.await(
        "the first records come out of " + output,
        TIMEOUT,
        () -> (first[0] = deployment.committed(output)) > before);
    var firstAt = System.nanoTime();
    var last = new long[1];
    process.await(
        events + " records come out of " + output,
        TIMEOUT,
        () -> (last[0] = deployment.committed(output)) >= before + events);
    var lastAt = System.nanoTime();
    return new Turn(
        new Throughput(events, last[0] - first[0], lastAt - firstAt, lastAt - resumedAt)
            .perSecond(),
        (process.processorTime().toNanos() / 1e3 - serviceBefore) / events,
        (brokerMicroseconds() - brokerBefore) / events);
  }

  private double brokerMicroseconds() {
    return deployment.broker().map(broker -> broker.processorTime().toNanos() / 1e3).orElse(0.0);
  }
}
