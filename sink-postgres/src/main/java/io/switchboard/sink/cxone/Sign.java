package io.switchboard.sink.cxone;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an active pusher leaves beside its offsets for whoever comes after it: alive at that time,
 * or closed with nothing under way.
 */
record Sign(Word word, Instant at) {

  enum Word {
    ALIVE,
    CLOSED
  }

  String text() {
    return word + " " + at;
  }

  /**
   * How long a successor waits: until the predecessor's lease has ended, and then one request
   * timeout. Clocks that differ make it no longer than both together.
   */
  static Duration waitAfter(@Nullable String metadata, Duration requestTimeout, Instant now) {
    if (metadata == null || !metadata.startsWith(Word.ALIVE + " ")) {
      return Duration.ZERO;
    }
    var longest = Lease.LENGTH.plus(requestTimeout);
    try {
      var aliveAt = Instant.parse(metadata.substring(Word.ALIVE.name().length() + 1));
      var wait = longest.minus(Duration.between(aliveAt, now));
      if (wait.isNegative()) {
        return Duration.ZERO;
      }
      return wait.compareTo(longest) > 0 ? longest : wait;
    } catch (DateTimeException _) {
      return longest; // somebody was alive, who knows when
    }
  }
}
