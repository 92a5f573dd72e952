package io.switchboard.replay.filter;

import io.switchboard.contract.time.Times;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A value that a filter compares with. */
sealed interface Literal {
  /**
   * Text.
   *
   * @param number the same as a number, if it is one: codes are sent as either
   * @param time the same as a time, if it is one
   */
  record Text(String text, @Nullable BigDecimal number, @Nullable Instant time) implements Literal {
    static Text of(String text) {
      return new Text(text, DecimalParser.read(text), timeOf(text));
    }

    /** Digits alone are no time here, though elsewhere they may be epoch milliseconds. */
    private static @Nullable Instant timeOf(String text) {
      return text.indexOf('-') == 4 ? Times.parse(text).orElse(null) : null;
    }
  }

  /** A number, kept as it was written. */
  record Number(BigDecimal number) implements Literal {}

  /** A point in time: an offset from now, resolved when the filter was read. */
  record Moment(Instant time) implements Literal {}

  /** True or false. */
  record Truth(boolean value) implements Literal {}

  /** JSON's null. */
  record Null() implements Literal {}
}
