package io.switchboard.replay.reading;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.ByteUtils;

/**
 * Finds records by their keys in the bytes of a partition. A consumer makes an object of each
 * record and of each of its headers, which takes most of the time of a search; here only keys are
 * compared.
 */
final class KeyScan {
  /** From the begin of a batch to its first record. */
  private static final int HEADER = 61;

  private final List<byte[]> keys;

  KeyScan(Collection<byte[]> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * Finds the offsets of the records with one of the keys, also those of aborted transactions.
   *
   * @return the offset behind the last whole batch; empty when there is a batch that cannot be
   *     searched, because it is compressed or of an old format
   */
  OptionalLong scan(MemoryRecords records, LongConsumer found) {
    var next = OptionalLong.empty();
    var bytes = records.buffer();
    var begin = bytes.position();
    for (var batch : records.batches()) {
      if (batch.magic() != RecordBatch.MAGIC_VALUE_V2
          || batch.compressionType() != CompressionType.NONE) {
        return OptionalLong.empty();
      }
      batch.ensureValid();
      if (!batch.isControlBatch()) {
        bytes.position(begin + HEADER);
        scan(bytes, batch, found);
      }
      begin += batch.sizeInBytes();
      next = OptionalLong.of(batch.lastOffset() + 1);
    }
    return next;
  }

  /** A record: length, attributes, timestamp delta, offset delta, length of the key, key, rest. */
  private void scan(ByteBuffer bytes, MutableRecordBatch batch, LongConsumer found) {
    for (var left = batch.countOrNull(); left > 0; left--) {
      var length = ByteUtils.readVarint(bytes);
      var end = bytes.position() + length;
      bytes.get();
      ByteUtils.readVarlong(bytes);
      var offset = batch.baseOffset() + ByteUtils.readVarint(bytes);
      var keyLength = ByteUtils.readVarint(bytes);
      if (keyLength >= 0 && isKey(bytes, keyLength)) {
        found.accept(offset);
      }
      bytes.position(end);
    }
  }

  private boolean isKey(ByteBuffer bytes, int length) {
    for (var key : keys) {
      if (key.length == length) {
        var from = bytes.arrayOffset() + bytes.position();
        if (Arrays.equals(bytes.array(), from, from + length, key, 0, length)) {
          return true;
        }
      }
    }
    return false;
  }
}
