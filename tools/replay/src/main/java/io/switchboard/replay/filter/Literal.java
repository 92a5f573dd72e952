package io.switchboard.replay.filter;

import io.switchboard.contract.time.Times;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A literal of a filter. */
sealed interface Literal {
  /**
   * Text.
   *
   * @param number the text as a number, if it is one: codes are sent as either
   * @param time the text as a time, if it is one
   */
  record Text(String text, @Nullable BigDecimal number, @Nullable Instant time) implements Literal {
    static Text of(String text) {
      return new Text(text, DecimalParser.read(text), timeOf(text));
    }

    /** Digits are not a time here, although they may be epoch milliseconds elsewhere. */
    private static @Nullable Instant timeOf(String text) {
      return text.indexOf('-') == 4 ? Times.parse(text).orElse(null) : null;
    }
  }

  /** A number as written. */
  record Number(BigDecimal number) implements Literal {}

  /** An instant; a relative time is resolved when the filter is parsed. */
  record Moment(Instant time) implements Literal {}

  /** True or false. */
  record Truth(boolean value) implements Literal {}

  /** JSON's null. */
  record Null() implements Literal {}
}
