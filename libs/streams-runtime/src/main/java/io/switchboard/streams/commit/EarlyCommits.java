package io.switchboard.streams.commit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * A processor whose results are committed early while the service keeps up with its input, so that
 * readers of committed records see them sooner. The results are the same. Without {@link
 * #INTERVAL_CONFIG}, as in a test driver, the commit interval alone applies.
 *
 * <p>After a commit Kafka Streams processes one record of each task before it looks again whether a
 * commit is due. When commits take longer than the interval, each would therefore commit only a few
 * records. So the thread gets as much time for processing as its last commit took, which a {@link
 * CommitTimingProducer} measures.
 */
public final class EarlyCommits<K, V, L, W> implements Processor<K, V, L, W> {
  /** Kafka Streams property: the time between two early commits in milliseconds, a long. */
  public static final String INTERVAL_CONFIG = "switchboard.early.commit.interval.ms";

  /** When a task of this thread last asked; a commit is for all tasks of the thread. */
  private static final ThreadLocal<AtomicLong> ASKED_AT = ThreadLocal.withInitial(AtomicLong::new);

  private final Processor<K, V, L, W> processor;
  private final CommitPace pace = new CommitPace();

  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
  private ProcessorContext<L, W> context;

  private long interval; // in milliseconds; 0 without early commits
  private @Nullable Cancellable check; // while something waits for an early commit

  private EarlyCommits(Processor<K, V, L, W> processor) {
    this.processor = processor;
  }

  /** The same processors with early commits. */
  public static <K, V, L, W> ProcessorSupplier<K, V, L, W> of(
      ProcessorSupplier<K, V, L, W> processors) {
    return () -> new EarlyCommits<>(processors.get());
  }

  @Override
  public void init(ProcessorContext<L, W> itsContext) {
    context = itsContext;
    interval = itsContext.appConfigs().get(INTERVAL_CONFIG) instanceof Long it ? it : 0;
    processor.init(itsContext);
  }

  @Override
  public void process(Record<K, V> record) {
    pace.processed(record.timestamp());
    if (check == null && interval > 0) {
      check =
          context.schedule(
              Duration.ofMillis(interval), PunctuationType.WALL_CLOCK_TIME, this::commitIfDue);
    }
    processor.process(record);
  }

  private void commitIfDue(long now) {
    var askedAt = ASKED_AT.get();
    if (now - askedAt.get() >= interval && isDue(now)) {
      askedAt.set(now);
      context.commit();
    }
    if (check != null && !pace.isPending()) { // Kafka Streams commits after each punctuation
      check.cancel();
      check = null;
    }
  }

  private boolean isDue(long now) {
    var times = CommitTimes.ofThread();
    return pace.isDue(now, times.lastMillis(), times.millisSince(System.nanoTime()));
  }

  @Override
  public void close() {
    processor.close();
  }
}
