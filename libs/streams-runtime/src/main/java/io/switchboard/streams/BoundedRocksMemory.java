package io.switchboard.streams;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.IndexType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * One block cache and one budget of write buffers for all stores of the process: by default every
 * store of every partition would take 50 MB of cache and 48 MB of write buffers.
 *
 * <p>Indexes and filters are in the cache, too, so they are partitioned: in one piece the filter of
 * a file grows by 1.25 bytes a key. A piece that does not fit into its shard of the cache is read
 * from the file for every single lookup, which stores of more than 800,000 keys did.
 */
public final class BoundedRocksMemory implements RocksDBConfigSetter {
  private static final long CACHE_BYTES = 64L << 20;

  /** 16 MB a shard: files of earlier versions have filters in one piece. */
  private static final int CACHE_SHARD_BITS = 2;

  private static final long WRITE_BUFFER_BYTES = 32L << 20;
  private static final Shared SHARED = Shared.create();

  private record Shared(Cache cache, WriteBufferManager writeBuffers) {
    static Shared create() {
      RocksDB.loadLibrary();
      var cache = new LRUCache(CACHE_BYTES, CACHE_SHARD_BITS);
      return new Shared(cache, new WriteBufferManager(WRITE_BUFFER_BYTES, cache));
    }
  }

  /** Loads RocksDB before the first store is opened: callers may wait for that one. */
  public static void load() {
    RocksDB.loadLibrary();
  }

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    var table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(SHARED.cache());
    table.setCacheIndexAndFilterBlocks(true);
    table.setIndexType(IndexType.kTwoLevelIndexSearch);
    table.setPartitionFilters(true);
    table.setPinTopLevelIndexAndFilter(true);
    options.setWriteBufferManager(SHARED.writeBuffers());
    options.setWriteBufferSize(4L << 20);
    options.setMaxWriteBufferNumber(2);
    options.setTableFormatConfig(table);
  }

  @Override
  public void close(String storeName, Options options) {
    // the cache and the buffers are shared by all stores and live as long as the process
  }
}
