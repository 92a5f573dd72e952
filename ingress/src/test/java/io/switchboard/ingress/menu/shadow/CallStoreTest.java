package io.switchboard.ingress.menu.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CallStoreTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final long UNLIMITED = Long.MAX_VALUE;

  @Test
  void shouldForgetTheCallsThatHaveBeenSilentLongest() {
    var calls = calls(3, UNLIMITED);
    for (var offset = 0; offset < 5; offset++) {
      calls.read(RecordsOfCalls.request(offset, "call-" + offset, "", "id-" + offset, NOW));
    }

    assertThat(calls.size()).isEqualTo(3);
    assertThat(calls.view("call-1", 0)).isEmpty();
    assertThat(calls.view("call-2", 0)).isPresent();
  }

  @Test
  void shouldKeepACallThatIsHeardOfAgain() {
    var calls = calls(2, UNLIMITED);
    calls.read(RecordsOfCalls.request(0, "old", "", "id-0", NOW));
    calls.read(RecordsOfCalls.request(1, "silent", "", "id-1", NOW));
    calls.read(RecordsOfCalls.request(2, "old", "1", "id-2", NOW.plusSeconds(2)));

    calls.read(RecordsOfCalls.request(3, "new", "", "id-3", NOW.plusSeconds(3)));

    assertThat(calls.view("old", 0)).isPresent();
    assertThat(calls.view("silent", 0)).isEmpty();
  }

  @Test
  void shouldNotExceedItsBytes() {
    var limit = 200_000;
    var calls = calls(1_000_000, limit);
    for (var offset = 0; offset < 5_000; offset++) {
      calls.read(RecordsOfCalls.request(offset, "call-" + offset, "1", "id-" + offset, NOW));
    }

    assertThat(calls.bytes()).isBetween(limit / 2L, (long) limit);
    assertThat(calls.view("call-4999", 0)).isPresent();
    assertThat(calls.view("call-0", 0)).isEmpty();
  }

  @Test
  void shouldNotTakeAForgottenCallForANewOne() {
    var calls = calls(1, UNLIMITED);
    calls.decisionsSince(Instant.EPOCH);
    calls.read(RecordsOfCalls.request(0, "forgotten", "", "id-0", NOW));
    calls.read(RecordsOfCalls.request(1, "other", "", "id-1", NOW.plusSeconds(1)));

    calls.read(RecordsOfCalls.request(2, "forgotten", "1", "id-2", NOW.plusSeconds(2)));

    assertThat(calls.view("forgotten", 0).orElseThrow().begun()).isFalse();
  }

  @Test
  void shouldKnowANewCallAfterNoSessionCanBeOpenThatWasForgotten() {
    var calls = calls(1, UNLIMITED);
    calls.decisionsSince(Instant.EPOCH);
    calls.read(RecordsOfCalls.request(0, "forgotten", "", "id-0", NOW));
    calls.read(RecordsOfCalls.request(1, "other", "", "id-1", NOW.plusSeconds(1)));

    var later = NOW.plus(CallStore.MAX_SILENCE).plusSeconds(10);
    calls.read(RecordsOfCalls.request(2, "new", "", "id-2", later));

    assertThat(calls.view("new", 0).orElseThrow().begun()).isTrue();
  }

  private static CallStore calls(int maxCalls, long maxBytes) {
    return new CallStore(
        new ShadowLimits(maxCalls, maxBytes, Duration.ofMinutes(20), 1_000), new MenuDefinitions());
  }
}
