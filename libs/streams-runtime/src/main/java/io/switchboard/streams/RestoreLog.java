package io.switchboard.streams;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs when a store is rebuilt from its changelog. This follows every kill, because exactly-once
 * discards local state that may contain uncommitted changes.
 */
final class RestoreLog implements StateRestoreListener {
  private static final Logger LOG = LoggerFactory.getLogger(RestoreLog.class);

  @Override
  public void onRestoreStart(TopicPartition changelog, String store, long start, long end) {
    if (end > start) {
      LOG.info("Restoring {} from {}: {} records", store, changelog, end - start);
    }
  }

  @Override
  public void onBatchRestored(TopicPartition changelog, String store, long end, long count) {
    // start and end are enough
  }

  @Override
  public void onRestoreEnd(TopicPartition changelog, String store, long total) {
    if (total > 0) {
      LOG.debug("rebuilt {} from {}", store, changelog);
    }
  }
}
