package io.switchboard.replay.reading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.EndTransactionMarker;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class KeyScanTest {
  private static final byte[] OF_A_COMMIT_MARKER = {0, 0, 0, 1};
  private static final List<byte[]> SOUGHT =
      List.of(bytes("c-1"), bytes("call:c-1"), bytes(""), OF_A_COMMIT_MARKER);

  static List<Long> seeds() {
    return new Random(20261128).longs(200).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldFindWhatAReaderOfAllRecordsFinds(long seed) {
    var random = new Random(seed);
    var log = log(random);
    var cut = random.nextInt(log.sizeInBytes() + 1); // a fetch may end within a batch
    var records = MemoryRecords.readableRecords(slice(log, cut));
    var found = new ArrayList<Long>();

    var next = new KeyScan(SOUGHT).scan(records, found::add);

    var expected = new ArrayList<Long>();
    var behind = -1L;
    for (var batch : records.batches()) {
      for (var record : batch) {
        if (!batch.isControlBatch() && record.hasKey() && isSought(record.key())) {
          expected.add(record.offset());
        }
      }
      behind = batch.lastOffset() + 1;
    }
    assertThat(found).isEqualTo(expected);
    assertThat(next.orElse(-1)).isEqualTo(behind);
  }

  private static MemoryRecords log(Random random) {
    var log = ByteBuffer.allocate(1 << 20);
    var offset = random.nextLong(1L << 40);
    for (var batches = random.nextInt(1, 12); batches > 0; batches--) {
      var batch =
          random.nextInt(5) == 0
              ? MemoryRecords.withEndTransactionMarker(
                  offset, 0, 0, 7, (short) 0, new EndTransactionMarker(ControlRecordType.COMMIT, 0))
              : MemoryRecords.withRecords(offset, Compression.NONE, records(random));
      for (var each : batch.batches()) {
        offset = each.lastOffset() + 1 + random.nextInt(3); // offsets may have gaps
      }
      log.put(batch.buffer());
    }
    return MemoryRecords.readableRecords(log.flip());
  }

  private static SimpleRecord[] records(Random random) {
    var records = new SimpleRecord[random.nextInt(1, 40)];
    var now = random.nextLong(1L << 41);
    for (var i = 0; i < records.length; i++) {
      records[i] =
          new SimpleRecord(
              now + random.nextInt(-100_000, 100_000), key(random), value(random), headers(random));
    }
    return records;
  }

  private static byte @Nullable [] key(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> null;
      case 1 -> SOUGHT.get(random.nextInt(SOUGHT.size()));
      case 2 -> bytes("c-2");
      case 3 -> bytes("c-1 ");
      default -> bytes("k".repeat(random.nextInt(300)));
    };
  }

  private static byte @Nullable [] value(Random random) {
    return random.nextInt(5) == 0 ? null : new byte[random.nextInt(500)];
  }

  private static Header[] headers(Random random) {
    var headers = new Header[random.nextInt(4)];
    for (var i = 0; i < headers.length; i++) {
      headers[i] = new RecordHeader("c-1", random.nextBoolean() ? null : bytes("c-1"));
    }
    return headers;
  }

  private static ByteBuffer slice(MemoryRecords log, int size) {
    var bytes = ByteBuffer.allocate(size + 13);
    bytes.position(13); // as in a response, not at the begin of its buffer
    bytes.put(log.buffer().slice(0, size));
    return bytes.flip().position(13).slice();
  }

  private static boolean isSought(ByteBuffer key) {
    return SOUGHT.stream().anyMatch(each -> ByteBuffer.wrap(each).equals(key));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
