package io.switchboard.cli.up;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stops {@code up} when the process is asked to end, and prints what stays as the last line. After
 * a failure it prints nothing: the failure is the last line.
 */
final class StopHook implements Runnable {
  private enum Phase {
    RUNNING,
    STOPPING,
    FAILED
  }

  private final Runnable stop;
  private final Runnable silence;
  private final String lastLine;
  private final PrintWriter out;
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.RUNNING);

  /**
   * A hook.
   *
   * @param silence ends the log: threads that notice the stop late, like clients of the stopped
   *     servers, would write after the last line
   */
  StopHook(Runnable stop, Runnable silence, String lastLine, PrintWriter out) {
    this.stop = stop;
    this.silence = silence;
    this.lastLine = lastLine;
    this.out = out;
  }

  @Override
  public void run() {
    var asked = phase.compareAndSet(Phase.RUNNING, Phase.STOPPING);
    stop.run();
    if (asked) {
      silence.run();
      out.println(lastLine);
      out.flush();
    }
  }

  /** Stops everything after a failure. During a stop there is none: then this waits for its end. */
  void stopAfterFailure() {
    if (!phase.compareAndSet(Phase.RUNNING, Phase.FAILED) && phase.get() == Phase.STOPPING) {
      awaitEndOfProcess();
    }
    stop.run();
  }

  private static void awaitEndOfProcess() {
    try {
      new CountDownLatch(1).await(); // the process ends after its hooks
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
