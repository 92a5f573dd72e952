package io.switchboard.replay.filter;

import io.switchboard.contract.time.Times;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values found in one record's JSON, by the slots of the paths. */
final class PathValues {
  private final List<@Nullable List<Value>> bySlot;
  private int filled;

  PathValues(int slots) {
    bySlot = new ArrayList<>(slots);
    for (var slot = 0; slot < slots; slot++) {
      bySlot.add(null);
    }
  }

  void add(int slot, Value value) {
    var values = bySlot.get(slot);
    if (values == null) {
      bySlot.set(slot, List.of(value));
      filled++;
    } else {
      var more = new ArrayList<>(values);
      more.add(value);
      bySlot.set(slot, more);
    }
  }

  boolean complete() {
    return filled == bySlot.size();
  }

  List<Value> at(int slot) {
    var values = bySlot.get(slot);
    return values == null ? List.of() : values;
  }

  /** A value of a record. */
  sealed interface Value {}

  /** Text of JSON, a key or a header. */
  record Text(String text) implements Value {}

  /** A number as written. */
  record Number(String text) implements Value {}

  /** An integer: partition, offset. */
  record Whole(long number) implements Value {}

  /** A record timestamp, epoch milliseconds. */
  record Moment(long epochMillis) implements Value {}

  /** True or false. */
  record Truth(boolean value) implements Value {}

  /** JSON's null. */
  record Null() implements Value {}

  /** An object or an array: present, but equal to nothing. */
  record Structure() implements Value {}

  /** The text of a value for prefixes, if it has one. */
  static @Nullable String text(Value value) {
    return switch (value) {
      case Text(var text) -> text;
      case Number(var text) -> text;
      case Whole(var number) -> Long.toString(number);
      case Moment(var millis) -> Times.format(Instant.ofEpochMilli(Math.max(0, millis)));
      case Truth(var truth) -> Boolean.toString(truth);
      case Null _, Structure _ -> null;
    };
  }

  /** A value as a number, if it is one. */
  static @Nullable BigDecimal number(Value value) {
    return switch (value) {
      case Text(var text) -> DecimalParser.read(text);
      case Number(var text) -> DecimalParser.read(text);
      case Whole(var number) -> BigDecimal.valueOf(number);
      case Moment(var millis) -> BigDecimal.valueOf(millis);
      case Truth _, Null _, Structure _ -> null;
    };
  }

  /** A value as a time, if it is one. */
  static @Nullable Instant time(Value value) {
    return switch (value) {
      case Text(var text) -> text.indexOf('-') == 4 ? Times.parse(text).orElse(null) : null;
      case Moment(var millis) -> Instant.ofEpochMilli(millis);
      case Number _, Whole _, Truth _, Null _, Structure _ -> null;
    };
  }
}
