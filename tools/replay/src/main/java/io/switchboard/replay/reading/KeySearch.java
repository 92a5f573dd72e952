package io.switchboard.replay.reading;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.DefaultHostResolver;
import org.apache.kafka.clients.ManualMetadataUpdater;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.NetworkClientUtils;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.requests.FetchRequest;
import org.apache.kafka.common.requests.FetchResponse;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/**
 * Searches ranges of one broker for records by their keys, with fetches of its own.
 *
 * @see KeyScan
 */
final class KeySearch implements AutoCloseable {
  /** The last version that names topics; later ones have their ids. */
  private static final short FETCH_VERSION = 12;

  private static final int MAX_BYTES = 4 << 20;
  private static final int MAX_PARTITION_BYTES = 1 << 20;
  private static final int MAX_WAIT_MS = 5;
  private static final int TIMEOUT_MS = 15_000;

  /** Records that are nearer to each other are read together. */
  private static final long NEAR = 500;

  /** More readings than this take longer than reading everything. */
  private static final int MAX_READINGS = 50;

  private final Node leader;
  private final KeyScan scan;
  private final LongConsumer done;
  private final Metrics metrics = new Metrics();
  private final NetworkClient client;

  /** What is still to be searched. */
  private final Map<TopicPartition, OffsetRange> open = new LinkedHashMap<>();

  private final Map<TopicPartition, List<Long>> found = new HashMap<>();
  private final List<OffsetRange> unsearched = new ArrayList<>();

  /**
   * The result.
   *
   * @param found the offsets of records with one of the keys
   * @param unsearched what has to be read instead
   */
  record Result(Map<TopicPartition, List<Long>> found, List<OffsetRange> unsearched) {}

  /**
   * A search; it does not connect yet.
   *
   * @param done receives numbers of offsets that have been searched
   */
  KeySearch(ConsumerConfig config, Node leader, KeyScan scan, LongConsumer done) {
    this.leader = leader;
    this.scan = scan;
    this.done = done;
    client =
        ClientUtils.createNetworkClient(
            config,
            config.getString(ConsumerConfig.CLIENT_ID_CONFIG),
            metrics,
            "key-search",
            new LogContext(),
            new ApiVersions(),
            Time.SYSTEM,
            1,
            TIMEOUT_MS,
            null,
            new ManualMetadataUpdater(List.of(leader)),
            new DefaultHostResolver(),
            null,
            null);
  }

  /**
   * What has to be read to find all records with one of the keys: each list has one range of a
   * partition at most.
   *
   * @param leaders of the partitions
   */
  static List<List<OffsetRange>> narrow(
      ConsumerConfig config,
      Map<TopicPartition, Node> leaders,
      List<OffsetRange> ranges,
      KeyScan scan,
      LongConsumer done) {
    var found = new HashMap<TopicPartition, List<Long>>();
    var unsearched = new ArrayList<OffsetRange>();
    var byLeader =
        ranges.stream()
            .collect(
                Collectors.groupingBy(
                    range -> Optional.ofNullable(leaders.get(range.partition()))));
    byLeader.forEach(
        (leader, its) -> {
          if (leader.isEmpty()) {
            unsearched.addAll(its);
            return;
          }
          try (var search = new KeySearch(config, leader.get(), scan, done)) {
            var result = search.search(its);
            found.putAll(result.found());
            unsearched.addAll(result.unsearched());
          }
        });
    var readings = new ArrayList<>(OffsetRange.near(found, NEAR));
    if (readings.size() > MAX_READINGS) {
      return List.of(ranges);
    }
    readings.add(unsearched);
    return readings;
  }

  /** Searches ranges, one of each partition. A consumer can read what a search cannot. */
  Result search(List<OffsetRange> ranges) {
    ranges.stream()
        .filter(range -> range.length() > 0)
        .forEach(range -> open.put(range.partition(), range));
    try {
      var moved = true;
      while (!open.isEmpty() && moved) {
        moved = searchOnce();
      }
    } catch (IOException | KafkaException | IllegalStateException _) {
      return result(); // the rest is read, and its reader says what is wrong if it still is
    }
    return result();
  }

  private Result result() {
    unsearched.addAll(open.values());
    return new Result(found, unsearched);
  }

  private boolean searchOnce() throws IOException {
    var moved = false;
    for (var topic : fetch().data().responses()) {
      for (var part : topic.partitions()) {
        var partition = new TopicPartition(topic.topic(), part.partitionIndex());
        var range = open.get(partition);
        if (range != null && part.errorCode() != Errors.NONE.code()) {
          unsearched.add(range);
          open.remove(partition);
        } else if (range != null) {
          moved |= search(range, (MemoryRecords) FetchResponse.recordsOrFail(part));
        }
      }
    }
    return moved;
  }

  /** Whether there was something to search. */
  private boolean search(OffsetRange range, MemoryRecords records) {
    if (records.sizeInBytes() == 0) {
      return false; // a fetch has room for its first partitions
    }
    var offsets = new ArrayList<Long>();
    var next = scan.scan(records, offsets::add);
    open.remove(range.partition());
    if (next.isEmpty()) {
      unsearched.add(range);
      return true;
    }
    offsets.removeIf(offset -> offset < range.from() || offset >= range.to()); // batches are wider
    found.computeIfAbsent(range.partition(), _ -> new ArrayList<>()).addAll(offsets);
    var rest = range.startingAt(next.getAsLong());
    done.accept(range.length() - rest.length());
    if (rest.length() > 0) {
      open.put(range.partition(), rest); // as the last one
    }
    return true;
  }

  private FetchResponse fetch() throws IOException {
    var wanted = new LinkedHashMap<TopicPartition, FetchRequest.PartitionData>();
    open.forEach(
        (partition, range) ->
            wanted.put(
                partition,
                new FetchRequest.PartitionData(
                    Uuid.ZERO_UUID, range.from(), -1, MAX_PARTITION_BYTES, Optional.empty())));
    var request =
        FetchRequest.Builder.forConsumer(FETCH_VERSION, MAX_WAIT_MS, 1, wanted)
            .setMaxBytes(MAX_BYTES);
    if (!NetworkClientUtils.awaitReady(client, leader, Time.SYSTEM, TIMEOUT_MS)) {
      throw new IOException("no connection to " + leader);
    }
    var sent =
        client.newClientRequest(leader.idString(), request, Time.SYSTEM.milliseconds(), true);
    return (FetchResponse)
        NetworkClientUtils.sendAndReceive(client, sent, Time.SYSTEM).responseBody();
  }

  @Override
  public void close() {
    client.close();
    metrics.close();
  }
}
