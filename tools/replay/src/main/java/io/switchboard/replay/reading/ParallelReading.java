package io.switchboard.replay.reading;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads ranges with a reader, and with another one beside it when there is much to read.
 *
 * @param reader the caller closes it
 * @param another opens the other one; empty where a reading may use one thread only
 */
public record ParallelReading(LogReader reader, Optional<Supplier<LogReader>> another) {
  /** Below this number of records another connection takes longer than it saves. */
  private static final long WORTH_ANOTHER = 40_000;

  /** The same for the connection of a search. */
  private static final long WORTH_SEARCH = 20_000;

  /**
   * The keys of all records that are picked from some partitions.
   *
   * @param in the partitions
   */
  public record Keys(Collection<byte[]> keys, Predicate<TopicPartition> in) {
    /** Records of any key are picked. */
    public static final Keys ANY = new Keys(List.of(), _ -> false);

    public Keys {
      keys = List.copyOf(keys);
    }
  }

  /**
   * What is picked from the records of the ranges, in no order.
   *
   * @param keys where they are known, only these records are read
   * @param pick is called by two threads at once
   */
  public <R> List<R> pick(
      List<OffsetRange> ranges,
      Keys keys,
      Progress progress,
      Function<ConsumerRecord<byte[], byte[]>, Optional<R>> pick) {
    var total = length(ranges);
    if (another.isEmpty() || total < WORTH_ANOTHER) {
      return read(reader, ranges, keys, done -> progress.at(done, total), pick);
    }
    var halves = halves(ranges);
    var besides = new AtomicLong();
    try (var thread = Executors.newSingleThreadExecutor()) {
      var beside =
          CompletableFuture.supplyAsync(
              () -> {
                try (var other = another.get().get()) {
                  return read(other, halves.getLast(), keys, besides::set, pick);
                }
              },
              thread);
      var picked =
          new ArrayList<>(
              read(
                  reader,
                  halves.getFirst(),
                  keys,
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
      Keys keys,
      LongConsumer done,
      Function<ConsumerRecord<byte[], byte[]>, Optional<R>> pick) {
    var picked = new ArrayList<R>();
    var before = new AtomicLong();
    for (var reads : readings(reader, ranges, keys, each -> done.accept(before.addAndGet(each)))) {
      var reading = reader.read(reads);
      while (!reading.finished()) {
        for (var record : reading.poll()) {
          pick.apply(record).ifPresent(picked::add);
        }
        done.accept(Math.min(length(ranges), before.get() + reading.done()));
      }
      before.addAndGet(reading.done());
    }
    return picked;
  }

  private static List<List<OffsetRange>> readings(
      LogReader reader, List<OffsetRange> ranges, Keys keys, LongConsumer done) {
    var searched = ranges.stream().filter(range -> keys.in().test(range.partition())).toList();
    if (length(searched) < WORTH_SEARCH) {
      return List.of(ranges);
    }
    var readings = new ArrayList<>(reader.narrow(searched, keys.keys(), done));
    readings.add(ranges.stream().filter(range -> !searched.contains(range)).toList());
    return readings;
  }

  private static long length(List<OffsetRange> ranges) {
    return ranges.stream().mapToLong(OffsetRange::length).sum();
  }
}
