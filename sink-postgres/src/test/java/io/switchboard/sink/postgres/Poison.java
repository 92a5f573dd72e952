package io.switchboard.sink.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Records that no table can hold, of every kind that we could think of.
 *
 * @param topic without prefix
 */
@SuppressWarnings("ArrayRecordComponent")
record Poison(String kind, String topic, byte @Nullable [] key, byte @Nullable [] value) {
  private static final String CONTACTS = "cxone.contact-events";
  private static final String DISPOSITIONS = "dispositions.classified";
  private static final String TIME = "\"timestamp\":\"2026-11-20T10:00:05Z\"";

  private static final String DISPOSITION =
      """
      {"eventId":"ID","contactId":"ID","dispositionCode":"1","category":"c","severity":"low",
      "ruleId":"r","rulesVersion":"1","auditEntry":"a","revision":1,"stale":false,
      "eventTime":"2026-11-20T10:00:05Z","timeSource":"event","receivedAt":"2026-11-20T10:00:05Z"}\
      """;

  /** One of each kind; {@code n} makes their keys different from those of other calls. */
  static List<Poison> oneOfEach(int n) {
    var id = "bad-" + n;
    var all = new ArrayList<Poison>();
    all.add(contact("not JSON", id, "Ada"));
    all.add(contact("nothing at all", id, ""));
    all.add(contact("an array", id, "[1]"));
    all.add(contact("a string", id, "\"Ada\""));
    all.add(contact("a number", id, "1"));
    all.add(contact("null", id, "null"));
    all.add(contact("cut off", id, "{\"firstName\":\"A"));
    all.add(contact("trailing", id, "{} {}"));
    all.add(contact("too deep", id, "{\"a\":" + "[".repeat(200) + "]".repeat(200) + "}"));
    all.add(contact("U+0000 in text", id, "{\"firstName\":\"A\\u0000\"," + TIME + "}"));
    all.add(contact("U+0000 in the rest", id, "{\"x\":\"A\\u0000\"," + TIME + "}"));
    all.add(contact("half a pair", id, "{\"firstName\":\"\\ud83d\"," + TIME + "}"));
    all.add(contact("half a pair in the rest", id, "{\"x\":\"\\ude00\"," + TIME + "}"));
    all.add(contact("too large a number", id, "{\"x\":1e200000," + TIME + "}"));
    all.add(contact("an exponent beyond all numbers", id, "{\"x\":1e12345678901," + TIME + "}"));
    all.add(contact("such a number as a name", id, "{\"firstName\":1e12345678901," + TIME + "}"));
    all.add(contact("and with an escape", id, "{\"x\":1e12345678901,\"y\":\"\\n\"," + TIME + "}"));
    all.add(contact("U+0000 in the key", id + "\0", "{" + TIME + "}"));
    all.add(contact("too long a key", longKey(n), "{" + TIME + "}"));
    all.add(new Poison("not UTF-8", CONTACTS, bytes(id), new byte[] {'{', '"', (byte) 0xff, '}'}));
    all.add(new Poison("a key that is not UTF-8", CONTACTS, notUtf8(n), bytes("{" + TIME + "}")));
    all.add(new Poison("no key", CONTACTS, null, bytes("{" + TIME + "}")));
    all.add(new Poison("no value", CONTACTS, bytes(id), null));
    all.add(disposition("a missing field", id, "\"category\":\"c\",", ""));
    all.add(disposition("no identity", id, "\"eventId\":\"ID\",", ""));
    all.add(disposition("no number", id, "\"revision\":1", "\"revision\":\"one\""));
    all.add(disposition("too large an integer", id, "\"revision\":1", "\"revision\":3000000000"));
    all.add(disposition("no boolean", id, "\"stale\":false", "\"stale\":\"perhaps\""));
    all.add(disposition("no time", id, "\"eventTime\":\"2026", "\"eventTime\":\"soon 2026"));
    return all;
  }

  private static Poison contact(String kind, String key, String json) {
    return new Poison(kind, CONTACTS, bytes(key + kind), bytes(json));
  }

  private static Poison disposition(String kind, String id, String good, String bad) {
    return new Poison(
        kind,
        DISPOSITIONS,
        bytes(id),
        bytes(DISPOSITION.replace(good, bad).replace("ID", id + kind)));
  }

  /** Random, for a B-tree compresses what repeats. */
  private static String longKey(int n) {
    var random = new Random(n);
    var key = new StringBuilder();
    while (key.length() < 6_000) {
      key.append((char) ('!' + random.nextInt(90)));
    }
    return key.toString();
  }

  private static byte[] notUtf8(int n) {
    var key = bytes("  " + n);
    key[0] = (byte) 0xc3;
    key[1] = (byte) 0x28;
    return key;
  }

  private static byte[] bytes(String text) {
    return SinkRig.bytes(text);
  }
}
