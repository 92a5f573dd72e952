package io.switchboard.dnc.registry;

import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncEvent;
import io.switchboard.contract.event.dnc.DncSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Hand-made events for tests. */
final class SampleEvents {
  static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  static final String NUMBER = "+14155552671";

  private SampleEvents() {}

  static DncEvent optOut(String id, Instant at) {
    return event(id, NUMBER, Consent.OPT_OUT, at, TimeSource.EVENT, NOON, null);
  }

  static DncEvent optIn(String id, Instant at) {
    return event(id, NUMBER, Consent.OPT_IN, at, TimeSource.EVENT, NOON, null);
  }

  static DncEvent event(
      String id,
      String key,
      Consent consent,
      Instant at,
      TimeSource timeSource,
      Instant receivedAt,
      @Nullable String otherReading) {
    return new DncEvent(
        id,
        key,
        consent,
        at,
        timeSource,
        receivedAt,
        DncSource.WEBHOOK,
        key,
        id,
        "9.0.43",
        List.of(),
        null,
        null,
        otherReading,
        null);
  }

  /** A few events on one number, with many equal times, some ahead, some doubtful. */
  static List<DncEvent> random(Random random) {
    var events = new ArrayList<DncEvent>();
    var count = 1 + random.nextInt(8);
    for (var i = 0; i < count; i++) {
      var received = NOON.plusSeconds(random.nextInt(4));
      var at = NOON.plus(Duration.ofSeconds(random.nextInt(6) - 2L));
      if (random.nextInt(8) == 0) {
        at = received.plus(Duration.ofMinutes(random.nextInt(10)));
      }
      events.add(
          event(
              "id-" + i + "-" + random.nextInt(100),
              NUMBER,
              random.nextBoolean() ? Consent.OPT_OUT : Consent.OPT_IN,
              at,
              random.nextInt(6) == 0 ? TimeSource.RECEIVED : TimeSource.EVENT,
              received,
              random.nextInt(10) == 0 ? "+6562234567" : null));
    }
    return events;
  }
}
