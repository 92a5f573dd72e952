package io.switchboard.pushes.records;

import io.switchboard.pushes.state.Push;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * The pushes that may have been sent and must not be sent twice. Each is committed, as metadata,
 * before it is sent, so that after a crash a successor knows that it is in doubt. Thread-safe.
 */
public final class SendAttempts {
  private final Map<Record, Attempt> begun = new HashMap<>();
  private long sequence;

  /** Whether the last commit contains an attempt that has ended. */
  private boolean outdated;

  private record Record(TopicPartition partition, long offset) {
    static Record of(Push push) {
      return new Record(push.partition(), push.source().offset());
    }
  }

  private record Attempt(long number, boolean committed) {}

  /** The attempts that a commit contains. */
  public static final class Snapshot {
    private final Map<Record, Attempt> attempts;

    private Snapshot(Map<Record, Attempt> attempts) {
      this.attempts = Map.copyOf(attempts);
    }
  }

  /** Waits until the attempt is committed. */
  public synchronized void begin(Push push) throws InterruptedException {
    var record = Record.of(push);
    begun.put(record, new Attempt(sequence++, false));
    while (!isCommitted(record)) {
      wait();
    }
  }

  private boolean isCommitted(Record record) {
    var attempt = begun.get(record);
    return attempt != null && attempt.committed();
  }

  /** CXone has answered, or has certainly not received it. */
  public synchronized void end(Push push) {
    outdated |= begun.remove(Record.of(push)) != null;
  }

  /** The offsets of a partition's attempts, to be committed. */
  public synchronized Set<Long> begun(TopicPartition partition) {
    return begun.keySet().stream()
        .filter(record -> record.partition().equals(partition))
        .map(Record::offset)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Taken before a commit of these partitions is built: the commit contains at least these. */
  public synchronized Snapshot snapshot(Collection<TopicPartition> partitions) {
    var of = new HashMap<>(begun);
    of.keySet().removeIf(record -> !partitions.contains(record.partition()));
    outdated = false;
    return new Snapshot(of);
  }

  /** A commit was accepted. An attempt that was begun again since needs another one. */
  public synchronized void committed(Snapshot snapshot) {
    snapshot.attempts.forEach(
        (record, attempt) ->
            begun.computeIfPresent(
                record,
                (_, now) ->
                    now.number() == attempt.number() ? new Attempt(now.number(), true) : now));
    notifyAll();
  }

  /**
   * Whether an attempt waits for a commit, or has ended since the last one: a successor would take
   * it for one in doubt.
   */
  public synchronized boolean awaitsCommit() {
    return outdated || begun.values().stream().anyMatch(attempt -> !attempt.committed());
  }
}
