package io.switchboard.cli.dnc.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncEvent;
import io.switchboard.contract.event.dnc.DncSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ImportEffectTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Instant RECEIVED = NOON.plus(Duration.ofDays(1));

  @Test
  void shouldExpectWhatTheServiceWillDecide() {
    var effect =
        ImportEffect.expected(
            List.of(
                event("+14155552671", Consent.OPT_OUT, NOON, "e1"),
                event("+14155552671", Consent.OPT_IN, NOON.minusSeconds(1), "e2"),
                event("+14155552671", Consent.OPT_OUT, NOON, "e1"),
                event("+14155552672", Consent.OPT_IN, NOON, "e3"),
                event("+14155552673", Consent.OPT_IN, RECEIVED.plusSeconds(3_600), "e4"),
                event("call:c-1", Consent.OPT_OUT, NOON, "e5")),
            Map.of());

    assertThat(effect).isEqualTo(new ImportEffect(1, 1, 2, 1, 1));
    assertThat(effect.text())
        .isEqualTo("1 do not call, 1 may be called, 2 without effect, 1 quarantined, 1 unresolved");
  }

  private static DncEvent event(String key, Consent consent, Instant at, String id) {
    return new DncEvent(
        id,
        key,
        consent,
        at,
        TimeSource.EVENT,
        RECEIVED,
        DncSource.IMPORT,
        key,
        id,
        "1",
        List.of(),
        "jane",
        null,
        null,
        null);
  }
}
