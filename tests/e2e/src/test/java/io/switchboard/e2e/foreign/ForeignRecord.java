package io.switchboard.e2e.foreign;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record that no service can use, made of a value, a key and headers that belong to no event.
 *
 * @param kind for messages
 * @param object whether the value is a JSON object that can be read, so that a table may take it
 */
record ForeignRecord(
    String kind, byte @Nullable [] key, byte @Nullable [] value, Headers headers, boolean object) {

  private record Value(String kind, byte @Nullable [] bytes, boolean object) {}

  /** Every kind of value, each with a key and headers by chance; the same ones for a seed. */
  static List<ForeignRecord> all(Random random, boolean keyed) {
    var all = new ArrayList<ForeignRecord>();
    for (var value : values(random)) {
      all.add(
          new ForeignRecord(
              value.kind(), key(random, keyed), value.bytes(), headers(random), value.object()));
    }
    // a record without anything has no key either, where the topic takes such a record
    all.add(
        new ForeignRecord(
            "nothing", keyed ? "k".getBytes(UTF_8) : null, null, new RecordHeaders(), false));
    return all;
  }

  private static List<Value> values(Random random) {
    var values = new ArrayList<Value>();
    for (var text :
        List.of(
            "",
            " ",
            "\u0000",
            "not JSON",
            "\"text\"",
            "17",
            "-1e999999",
            "true",
            "null",
            "[]",
            "[{}]",
            "[1,2",
            "{",
            "}",
            "{\"a\":",
            "{}{}",
            "{} x",
            "{\"a\":NaN}",
            "{'a':1}",
            "\ufeff\ufeff{}",
            "<xml/>",
            "a,b,c\n1,2,3",
            "\u0001\u0002",
            "{\"a\":\"\\ud8\"}")) {
      values.add(new Value("text " + text, text.getBytes(UTF_8), false));
    }
    for (var object :
        List.of(
            "{}",
            "{\"a\":1}",
            "{\"type\":\"unknown\"}",
            "{\"type\":\"digit\"}",
            "{\"type\":\"digit\",\"callId\":{},\"digit\":[],\"source\":7,\"timeSource\":null}",
            "{\"type\":\"activation\",\"definition\":\"none\",\"body\":{\"x\":1}}",
            "{\"contactId\":{},\"dispositionCode\":[1]}",
            "{\"contactId\":null,\"dispositionCode\":null}",
            "{\"contactId\":\"\",\"dispositionCode\":\" \"}",
            "{\"phoneNumber\":[],\"eventName\":{}}",
            "{\"phoneNumber\":\"+14155550100\",\"eventName\":\"opt sideways\"}",
            "{\"eventId\":1,\"key\":2,\"eventName\":\"no such\",\"eventTime\":\"never\"}",
            "{\"callId\":\"c\",\"outcome\":\"no such outcome\"}",
            "{\"path\":[null],\"customListIds\":[null,{}]}")) {
      values.add(new Value("object " + object, object.getBytes(UTF_8), true));
    }
    values.add(new Value("null", null, false));
    values.add(new Value("binary", bytes(random, 300), false));
    values.add(new Value("invalid UTF-8", new byte[] {'{', '"', (byte) 0xc3, '"', '}'}, false));
    values.add(new Value("large binary", bytes(random, 900_000), false));
    values.add(new Value("3 MiB of zeros", new byte[3 << 20], false));
    values.add(new Value("deep array", "[".repeat(100_000).getBytes(UTF_8), false));
    values.add(new Value("deep object", deep(2_000), false));
    values.add(
        new Value("long number", ("{\"a\":" + "7".repeat(5_000) + "}").getBytes(UTF_8), true));
    values.add(new Value("long string", string(100_000), true));
    values.add(new Value("large string", string(900_000), true));
    values.add(new Value("many fields", fields(30_000), true));
    return values;
  }

  private static byte[] bytes(Random random, int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    bytes[0] = 7; // not the beginning of an object
    return bytes;
  }

  private static byte[] deep(int depth) {
    return ("{\"a\":".repeat(depth) + "1" + "}".repeat(depth)).getBytes(UTF_8);
  }

  private static byte[] string(int length) {
    return ("{\"contactId\":\"" + "4155550100".repeat(length / 10) + "\",\"type\":\"digit\"}")
        .getBytes(UTF_8);
  }

  private static byte[] fields(int count) {
    var json = new StringBuilder("{");
    for (var i = 0; i < count; i++) {
      json.append("\"f").append(i).append("\":").append(i).append(',');
    }
    return json.append("\"end\":0}").toString().getBytes(UTF_8);
  }

  private static byte @Nullable [] key(Random random, boolean keyed) {
    return switch (random.nextInt(5)) {
      case 0 -> keyed ? "k".getBytes(UTF_8) : null;
      case 1 -> new byte[0];
      case 2 -> bytes(random, 40);
      case 3 -> "k".repeat(20_000).getBytes(UTF_8);
      default -> ("key-" + random.nextInt(1_000)).getBytes(UTF_8);
    };
  }

  private static Headers headers(Random random) {
    var headers = new RecordHeaders();
    switch (random.nextInt(7)) {
      case 0 -> headers.add("foreign", bytes(random, 60_000));
      case 1 -> headers.add("ce_id", bytes(random, 20)).add("ce_time", bytes(random, 9));
      case 2 -> headers.add("ce_id", null).add("receivedat", null).add("traceparent", null);
      case 3 -> headers.add("ce_id", "i".repeat(40_000).getBytes(UTF_8));
      case 4 -> headers.add("dlq_topic", "forged".getBytes(UTF_8)).add("dlq_offset", new byte[0]);
      case 5 -> {
        for (var i = 0; i < 300; i++) {
          headers.add("h" + i, ("v" + i).getBytes(UTF_8));
        }
      }
      default -> {} // none
    }
    return headers;
  }
}
