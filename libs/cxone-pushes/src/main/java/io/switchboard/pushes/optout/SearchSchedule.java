package io.switchboard.pushes.optout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * When CXone's search is asked: it lags behind its lists.
 *
 * @param waits before each question, in order; the last answer counts
 * @param all a request with at most this many opt-outs is checked whole
 * @param sample the number of opt-outs that are checked of a larger one
 */
public record SearchSchedule(List<Duration> waits, int all, int sample) {

  /** How long the search may lag: the sum of the waits. */
  Duration lag() {
    return waits.stream().reduce(Duration.ZERO, Duration::plus);
  }

  /** For half a minute; all of up to 10 opt-outs, 3 of more. */
  public static SearchSchedule standard() {
    var waits = new ArrayList<Duration>();
    waits.add(Duration.ZERO);
    for (var seconds : new double[] {0.25, 0.5, 1, 2, 4, 7, 15}) {
      waits.add(Duration.ofMillis((long) (seconds * 1_000)));
    }
    return new SearchSchedule(List.copyOf(waits), 10, 3);
  }
}
