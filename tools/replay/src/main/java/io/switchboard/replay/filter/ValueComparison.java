package io.switchboard.replay.filter;

import io.switchboard.replay.filter.Expression.Relation;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Compares a record's value with a filter's literal: as numbers, also when one of them is text,
 * because senders use both; as instants; everything else as text.
 */
final class ValueComparison {
  private ValueComparison() {}

  static boolean holds(PathValues.Value value, Relation relation, Literal literal) {
    return switch (literal) {
      case Literal.Null _ -> relation == Relation.EQUAL && value instanceof PathValues.Null;
      case Literal.Truth(var truth) ->
          relation == Relation.EQUAL
              && value instanceof PathValues.Truth(var other)
              && truth == other;
      case Literal.Number(var number) -> numbers(PathValues.number(value), relation, number);
      case Literal.Moment(var time) -> times(PathValues.time(value), relation, time);
      case Literal.Text text -> texts(value, relation, text);
    };
  }

  private static boolean texts(PathValues.Value value, Relation relation, Literal.Text literal) {
    var text = PathValues.text(value);
    if (text == null) {
      return false;
    }
    if (relation == Relation.EQUAL && text.equals(literal.text())) {
      return true; // also the code 1001, sent as a number
    }
    if (literal.time() != null) {
      var time = PathValues.time(value);
      if (time != null) {
        return times(time, relation, literal.time());
      }
    }
    if (literal.number() != null
        && relation != Relation.EQUAL
        && !(value instanceof PathValues.Text)) {
      return numbers(PathValues.number(value), relation, literal.number());
    }
    return relation.holds(text.compareTo(literal.text()));
  }

  private static boolean numbers(@Nullable BigDecimal value, Relation relation, BigDecimal other) {
    return value != null && relation.holds(value.compareTo(other));
  }

  private static boolean times(@Nullable Instant value, Relation relation, Instant other) {
    return value != null && relation.holds(value.compareTo(other));
  }
}
