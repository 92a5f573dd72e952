package io.switchboard.ingress.voice;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.headers.EventId;
import io.switchboard.cxone.voice.VoiceFrame;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VoiceRecordTest {
  private static final Instant RECEIVED = Instant.parse("2026-11-20T10:00:01Z");

  @ParameterizedTest
  @CsvSource({
    "1795168800000, EVENT, 1795168800000",
    "1795168800000.0, EVENT, 1795168800000",
    "1795168800, EVENT, 1795168800000",
    "2026-11-20T10:00:00+0000, EVENT, 1795168800000",
    "9999-12-31T00:00:00Z, RECEIVED, 253402214400000",
    "202405201010, RECEIVED, 202405201010",
    "never, RECEIVED, never"
  })
  void shouldIdentifyAPressByTheTimeAsSentAndUseItWhereItIsUsable(
      String timestamp, TimeSource source, String identified) {
    var record = digit("5", timestamp, RECEIVED);

    assertThat(record.headers().id()).isEqualTo(EventId.hash("c", identified, "5"));
    assertThat(((CallEvent.Digit) record.event()).timeSource()).isEqualTo(source);
    assertThat(digit("5", timestamp, RECEIVED.plusMillis(7)).headers().id())
        .isEqualTo(record.headers().id());
  }

  @Test
  void shouldIdentifyAPressWithoutATimeByItsReceipt() {
    assertThat(digit("5.0", null, RECEIVED).headers().id())
        .isEqualTo(EventId.hash("c", Long.toString(RECEIVED.toEpochMilli()), "5"));
  }

  @ParameterizedTest
  @CsvSource({"' 5', 5", "\uFF15, 5", "\u0665, 5", "\uFF0A, *", "\uFF03, #", "a, A"})
  void shouldReadTheKeyInAnyScript(String sent, String key) {
    var record = digit(sent, "1795168800000", RECEIVED);

    assertThat(((CallEvent.Digit) record.event()).digit()).isEqualTo(key);
    assertThat(record.headers().id()).isEqualTo(EventId.hash("c", "1795168800000", key));
  }

  private static VoiceRecord digit(String digit, @Nullable String timestamp, Instant receivedAt) {
    return VoiceRecord.of(new VoiceFrame.DtmfFrame("c", digit, timestamp), receivedAt)
        .orElseThrow();
  }
}
