package io.switchboard.sink.postgres;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Random records: plain ones, and everything that senders do besides. JSON with escapes, other
 * scripts, nested values, repeated fields and every kind of number; unusable times; few keys, so
 * that many rows are superseded; damaged bytes.
 */
final class ContactEventGenerator {
  private static final long RECEIVED = 1_700_000_000_000L;

  private static final List<String> PLAIN =
      List.of(
          "\"Ann\"", "\"\"", "\"Zürich 😀 山\"", "null", "true", "false", "0", "17", "900000000000");

  private static final List<String> OTHER =
      List.of(
          "\"say \\\"hi\\\"\"",
          "\"\\u00e9\\ud83d\\ude00\\n\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\uFFFD\"",
          "\"a\u0001b\"",
          "-1",
          "-0",
          "1.50",
          "2e3",
          "123456789012345678901234567890",
          "01",
          "tru",
          "nul",
          "{\"deep\":[1,\"x\"]}",
          "[]",
          "\"" + "long".repeat(20_000) + "\"");

  private static final List<String> TIMES =
      List.of(
          "\"2023-11-14T22:13:20.000Z\"",
          "\"2023-11-14T22:13:20.001Z\"",
          "\"2023-11-14T22:13:19Z\"",
          "\"2023-11-14T23:13:20.5+01:00\"",
          "\"2023-11-15T01:00:00.000Z\"",
          "\"2023-02-30T01:00:00.000Z\"",
          "\"1999-01-01T00:00:00.000Z\"",
          "\"2099-01-01T00:00:00.000Z\"",
          "1700000000",
          "1699999999999",
          "1.7e9",
          "\"yesterday\"",
          "null",
          "true");

  private static final List<String> BLANKS = List.of("", "", "", "", " ", "\n\t", "\r");

  private static final List<byte[]> STRANGE_KEYS =
      List.of(new byte[0], new byte[] {'a', 0}, new byte[] {(byte) 0xff}, SinkRig.bytes("\uFFFD"));

  private static final List<String> WHOLE_VALUES =
      List.of("", "{", "[1]", "17", "{} x", "{\"a\":1,}", "{\"\":1}", " { } ", "{\"a\" 1}", "nul");

  private final Random random;

  ContactEventGenerator(long seed) {
    random = new Random(seed);
  }

  List<ConsumerRecord<byte[], byte[]>> records(TopicPartition partition, int count) {
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    for (var i = 0; i < count; i++) {
      var record =
          new ConsumerRecord<byte[], byte[]>(
              partition.topic(), partition.partition(), i, key(), value(i));
      if (random.nextInt(8) > 0) {
        var received = RECEIVED + random.nextInt(4) * 1_001L;
        record.headers().add("receivedat", SinkRig.bytes(Long.toString(received)));
      }
      records.add(record);
    }
    return records;
  }

  private byte @Nullable [] key() {
    return switch (random.nextInt(30)) {
      case 0 -> null;
      case 1 -> pick(STRANGE_KEYS);
      case 2, 3 -> SinkRig.bytes("clé " + random.nextInt(3));
      default -> SinkRig.bytes("contact-" + random.nextInt(40));
    };
  }

  private byte @Nullable [] value(int number) {
    return switch (random.nextInt(20)) {
      case 0 -> null;
      case 1 -> SinkRig.bytes(pick(WHOLE_VALUES));
      case 2, 3, 4 -> damaged(SinkRig.bytes(object(number)));
      default -> SinkRig.bytes(object(number));
    };
  }

  private byte[] damaged(byte[] json) {
    json[random.nextInt(json.length)] = (byte) random.nextInt(256);
    return json;
  }

  private String object(int number) {
    var odd = random.nextInt(3) == 0;
    var fields = new ArrayList<String>();
    for (var name : List.of("id", "a", "b", "at", "x", "y", "zoë")) {
      for (var times = repeats(odd); times > 0; times--) {
        fields.add(field(name, name.equals("at") ? pick(TIMES) : any(odd)));
      }
    }
    fields.add(field("number", Integer.toString(number)));
    if (odd) {
      Collections.shuffle(fields, random);
    }
    return blank() + "{" + blank() + String.join(",", fields) + "}" + blank();
  }

  private int repeats(boolean odd) {
    var chance = random.nextInt(10);
    if (odd && chance == 0) {
      return 2;
    }
    return chance < 8 ? 1 : 0;
  }

  private String field(String name, String value) {
    return blank() + "\"" + name + "\"" + blank() + ":" + blank() + value + blank();
  }

  private String any(boolean odd) {
    return odd && random.nextInt(4) == 0 ? pick(OTHER) : pick(PLAIN);
  }

  private String blank() {
    return pick(BLANKS);
  }

  private <T> T pick(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }
}
