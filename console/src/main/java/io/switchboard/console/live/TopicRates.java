package io.switchboard.console.live;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Records a second by topic over the last minutes, as the follower received them. For a live plot
 * alone: what is older comes from the topics' time index.
 */
public final class TopicRates {
  /** How many seconds are kept. */
  public static final int KEPT_SECONDS = 180;

  private final Deque<Second> seconds = new ArrayDeque<>();
  private final Map<String, Long> current = new TreeMap<>();

  private boolean known = true;

  /**
   * One second that is over.
   *
   * @param known whether Kafka answered; otherwise the plot has a gap, since 0 would be a claim
   */
  public record Second(Instant at, boolean known, Map<String, Long> records) {
    public Second {
      records = Map.copyOf(records);
    }
  }

  synchronized void setKnown(boolean nowKnown) {
    known = nowKnown;
  }

  synchronized void count(String topic, long records) {
    current.merge(topic, records, Long::sum);
  }

  /**
   * Ends the current second. Seconds have different times, also when a late timer ends two of them
   * within one.
   */
  public synchronized Second tick(Instant now) {
    var at = now.truncatedTo(ChronoUnit.SECONDS);
    if (!seconds.isEmpty() && !at.isAfter(seconds.getLast().at())) {
      at = seconds.getLast().at().plusSeconds(1);
    }
    var second = new Second(at, known, current);
    current.clear();
    seconds.addLast(second);
    while (seconds.size() > KEPT_SECONDS) {
      seconds.removeFirst();
    }
    return second;
  }

  /** The seconds that are kept, oldest first. */
  public synchronized List<Second> kept() {
    return List.copyOf(seconds);
  }
}
