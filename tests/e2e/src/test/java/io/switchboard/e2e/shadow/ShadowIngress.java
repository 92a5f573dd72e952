package io.switchboard.e2e.shadow;

import io.switchboard.contract.event.ivr.PublishedDefinition;
import io.switchboard.ingress.menu.shadow.ShadowDecisions;
import io.switchboard.ingress.menu.shadow.ShadowLimits;
import io.switchboard.ingress.menu.shadow.ShadowResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * What one ingress follows: the log and the decisions, each at its own pace, and from its own start
 * on.
 */
final class ShadowIngress {
  private final List<OracleLog.Entry> log;
  private final ShadowDecisions shadows =
      new ShadowDecisions(new ShadowLimits(1_000, 1L << 26, Duration.ofHours(1), 1_000));
  private final int start;
  private int read;
  private int decided;
  private int differed;

  /**
   * @param start index in the log; nothing before it is read
   */
  ShadowIngress(List<OracleLog.Entry> log, int start, List<PublishedDefinition> published) {
    this.log = log;
    this.start = start;
    this.read = start;
    this.decided = start;
    published.forEach(it -> shadows.definitions().published(it.hash(), it));
    var first = log.get(start);
    shadows.calls().logStartsAt(0, first.record().offset());
    shadows.calls().decisionsSince(isComplete() ? Instant.EPOCH : first.at());
  }

  /** Whether it has read all of the calls' records. */
  boolean isComplete() {
    return start == 0;
  }

  /** Reads the log up to this record at least, and perhaps a little further. */
  void readLog(int upTo) {
    for (; read <= upTo; read++) {
      shadows.read(log.get(read).record());
    }
  }

  /**
   * Reads decisions: some of those that ivr-streams has taken. After a restart it takes the last of
   * them again.
   *
   * @param taken records that ivr-streams has processed
   */
  void readDecisions(Random random, int taken) {
    var again = random.nextInt(6) == 0 ? Math.max(0, decided - random.nextInt(5)) : decided;
    var upTo = again + (taken > again ? random.nextInt(taken - again + 1) : 0);
    for (var index = again; index < upTo; index++) {
      for (var published : log.get(index).decided()) {
        shadows
            .calls()
            .decided(published.decision(), published.nextOffset())
            .ifPresent(_ -> differed++);
      }
    }
    decided = Math.max(decided, upTo);
  }

  /** Everything that is left. */
  void readAll() {
    readLog(log.size() - 1);
    for (; decided < log.size(); decided++) {
      for (var published : log.get(decided).decided()) {
        shadows
            .calls()
            .decided(published.decision(), published.nextOffset())
            .ifPresent(_ -> differed++);
      }
    }
  }

  /** The shadow decision on a request, if ivr-streams' own has not arrived. */
  ShadowResult decide(String callId, String requestId) {
    return shadows.decide(callId, requestId, 0);
  }

  @Override
  public String toString() {
    return "an ingress that began at %d, has read to %d and decisions to %d"
        .formatted(log.get(start).record().offset(), read, decided);
  }

  /** Shadow decisions that it found to differ. */
  int differed() {
    return differed;
  }
}
