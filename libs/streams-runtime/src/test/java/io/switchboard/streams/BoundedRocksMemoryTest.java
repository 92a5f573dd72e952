package io.switchboard.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompactionStyle;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Statistics;
import org.rocksdb.TickerType;
import org.rocksdb.WriteOptions;

final class BoundedRocksMemoryTest {
  /** Its filter in one piece would be 1.9 MB; a shard of RocksDB's own choice has 1 MB. */
  private static final int KEYS = 1_500_000;

  private static final int LOOKUPS = 1_000;

  @TempDir private Path directory;

  @Test
  void shouldKeepTheFiltersOfALargeStoreInTheCache() throws Exception {
    try (var statistics = new Statistics();
        var filter = new BloomFilter();
        var options = options(filter).setStatistics(statistics);
        var store = RocksDB.open(options, directory.toString())) {
      fill(store);
      lookUp(store);
      var before = statistics.getTickerCount(TickerType.BLOCK_CACHE_FILTER_MISS);

      lookUp(store);

      var missed = statistics.getTickerCount(TickerType.BLOCK_CACHE_FILTER_MISS) - before;
      assertThat(missed).isLessThan(LOOKUPS / 10);
    }
  }

  /** As Kafka Streams opens a store. */
  private static Options options(BloomFilter filter) {
    var options =
        new Options()
            .setCreateIfMissing(true)
            .setCompactionStyle(CompactionStyle.UNIVERSAL)
            .setTableFormatConfig(
                new BlockBasedTableConfig().setBlockSize(4096).setFilterPolicy(filter));
    new BoundedRocksMemory().setConfig("large", options, Map.of());
    return options;
  }

  private static void fill(RocksDB store) throws RocksDBException {
    try (var unlogged = new WriteOptions().setDisableWAL(true);
        var flush = new FlushOptions()) {
      for (var i = 0; i < KEYS; i++) {
        store.put(unlogged, key(i), new byte[] {1});
      }
      store.flush(flush);
      store.compactRange();
    }
  }

  private static void lookUp(RocksDB store) throws RocksDBException {
    for (var i = 0; i < LOOKUPS; i++) {
      store.get(key(i * (KEYS / LOOKUPS)));
    }
  }

  private static byte[] key(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }
}
