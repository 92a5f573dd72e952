package io.switchboard.replay.reading;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads ranges with a reader, and with another one beside it when there is much to read.
 *
 * @param reader the caller closes it
 * @param another opens the other one; empty where a reading may use one thread only
 */
public record ParallelReading(LogReader reader, Optional<Supplier<LogReader>> another) {
  /** Below this number of records another connection takes longer than it saves. */
  private static final long WORTH_ANOTHER = 40_000;

  /**
   * What is picked from the records of the ranges, in no order.
   *
   * @param pick is called by two threads at once
   */
  public <R> List<R> pick(
      List<OffsetRange> ranges,
      Progress progress,
      Function<ConsumerRecord<byte[], byte[]>, Optional<R>> pick) {
    var total = ranges.stream().mapToLong(OffsetRange::length).sum();
    if (another.isEmpty() || total < WORTH_ANOTHER) {
      return read(reader, ranges, done -> progress.at(done, total), pick);
    }
    var halves = halves(ranges);
    var besides = new AtomicLong();
    try (var thread = Executors.newSingleThreadExecutor()) {
      var beside =
          CompletableFuture.supplyAsync(
              () -> {
                try (var other = another.get().get()) {
                  return read(other, halves.getLast(), besides::set, pick);
                }
              },
              thread);
      var picked =
          new ArrayList<>(
              read(
                  reader,
                  halves.getFirst(),
                  done -> progress.at(done + besides.get(), total),
                  pick));
      picked.addAll(joined(beside));
      return picked;
    }
  }

  private static <R> List<R> joined(CompletableFuture<List<R>> beside) {
    try {
      return beside.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }

  /** Two lists with about the same number of records: the longest ranges first. */
  private static List<List<OffsetRange>> halves(List<OffsetRange> ranges) {
    var one = new ArrayList<OffsetRange>();
    var other = new ArrayList<OffsetRange>();
    var ahead = 0L;
    for (var range :
        ranges.stream().sorted(Comparator.comparingLong(OffsetRange::length).reversed()).toList()) {
      if (ahead <= 0) {
        one.add(range);
        ahead += range.length();
      } else {
        other.add(range);
        ahead -= range.length();
      }
    }
    return List.of(one, other);
  }

  private static <R> List<R> read(
      LogReader reader,
      List<OffsetRange> ranges,
      LongConsumer done,
      Function<ConsumerRecord<byte[], byte[]>, Optional<R>> pick) {
    var picked = new ArrayList<R>();
    var reading = reader.read(ranges);
    while (!reading.finished()) {
      for (var record : reading.poll()) {
        pick.apply(record).ifPresent(picked::add);
      }
      done.accept(reading.done());
    }
    return picked;
  }
}
