package io.switchboard.cli.count;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.switchboard.contract.json.Json;
import io.switchboard.replay.text.NumberMasking;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Counts records by fields of their JSON and by their time. */
final class RecordCounts {
  /** More groups than this are no summary. */
  static final int MAX_GROUPS = 10_000;

  private static final String NONE = "-";
  private static final Map<String, DateTimeFormatter> TIMES =
      Map.of(
          "minute", form("yyyy-MM-dd'T'HH:mmXXX"),
          "hour", form("yyyy-MM-dd'T'HH:00XXX"),
          "day", form("yyyy-MM-dd"));

  private final List<String> by;
  private final ZoneId zone;
  private final NumberMasking numbers;
  private final Map<List<String>, Long> counts = new HashMap<>();
  private final Set<String> found = new HashSet<>();

  /**
   * Without counts yet.
   *
   * @param by topic, key, minute, hour, day, or the path of a field
   */
  RecordCounts(List<String> by, ZoneId zone, NumberMasking numbers) {
    this.by = List.copyOf(by);
    this.zone = zone;
    this.numbers = numbers;
  }

  private static DateTimeFormatter form(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
  }

  /** Counts a record; returns false when there are too many groups. */
  boolean add(ConsumerRecord<byte[], byte[]> record) {
    var json = json(record);
    counts.merge(by.stream().map(field -> value(field, record, json)).toList(), 1L, Long::sum);
    return counts.size() <= MAX_GROUPS;
  }

  private String value(String field, ConsumerRecord<byte[], byte[]> record, JsonNode json) {
    var time = TIMES.get(field);
    if (time != null) {
      return time.format(Instant.ofEpochMilli(Math.max(0, record.timestamp())).atZone(zone));
    }
    return switch (field) {
      case "topic" -> record.topic();
      case "key" ->
          record.key() == null
              ? NONE
              : numbers.in(new String(record.key(), StandardCharsets.UTF_8));
      default -> field(field, json);
    };
  }

  private String field(String path, JsonNode json) {
    var node = json;
    var name = path;
    for (var part : path.split("\\.", -1)) {
      node = node.path(part);
      name = part;
    }
    if (node.isMissingNode()) {
      return NONE;
    }
    found.add(path);
    if (node.isNull()) {
      return NONE;
    }
    var text = node.isValueNode() ? node.asText() : node.toString();
    return NumberMasking.isPressed(name) ? numbers.pressed(text) : numbers.in(text);
  }

  private static JsonNode json(ConsumerRecord<byte[], byte[]> record) {
    try {
      var json = record.value() == null ? null : Json.mapper().readTree(record.value());
      return json == null ? MissingNode.getInstance() : json;
    } catch (IOException _) {
      return MissingNode.getInstance(); // verbatim topics and dead letters may contain anything
    }
  }

  /** The fields that no counted record has; empty when nothing was counted. */
  List<String> absent() {
    return counts.isEmpty()
        ? List.of()
        : by.stream().filter(field -> !isOfTheRecord(field) && !found.contains(field)).toList();
  }

  private static boolean isOfTheRecord(String field) {
    return TIMES.containsKey(field) || field.equals("topic") || field.equals("key");
  }

  /** The groups with their counts, in the order of the groups. */
  List<Map.Entry<List<String>, Long>> sorted() {
    var all = new ArrayList<>(counts.entrySet());
    all.sort(Comparator.comparing(group -> String.join("\0", group.getKey())));
    return all;
  }
}
