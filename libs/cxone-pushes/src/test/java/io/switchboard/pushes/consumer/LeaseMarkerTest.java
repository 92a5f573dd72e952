package io.switchboard.pushes.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.pushes.delivery.Lease;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a successor learns from the metadata of a commit. */
class LeaseMarkerTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @Test
  void shouldWaitUntilThePredecessorsRequestsHaveEnded() {
    var aliveThreeSecondsAgo = alive(NOW.minusSeconds(3));

    assertThat(LeaseMarker.waitAfter(aliveThreeSecondsAgo, TIMEOUT, NOW))
        .isEqualTo(Lease.LENGTH.plus(TIMEOUT).minusSeconds(3));
  }

  @Test
  void shouldNotWaitAfterACleanEndOrForOneLongDead() {
    var closed = new LeaseMarker(LeaseMarker.State.CLOSED, NOW, ReadProgress.none()).text(0);
    var longDead = alive(NOW.minusSeconds(60));

    assertThat(LeaseMarker.waitAfter(closed, TIMEOUT, NOW)).isZero();
    assertThat(LeaseMarker.waitAfter(longDead, TIMEOUT, NOW)).isZero();
    assertThat(LeaseMarker.waitAfter("", TIMEOUT, NOW)).isZero();
    assertThat(LeaseMarker.waitAfter(null, TIMEOUT, NOW)).isZero();
  }

  @Test
  void shouldNotWaitForEverWhenClocksDiffer() {
    var fromTheFuture = alive(NOW.plusSeconds(3600));

    assertThat(LeaseMarker.waitAfter(fromTheFuture, TIMEOUT, NOW))
        .isEqualTo(Lease.LENGTH.plus(TIMEOUT));
  }

  @Test
  void shouldNotKnowHowFarAnEarlierBuildHadRead() {
    assertThat(LeaseMarker.progress("ALIVE 2026-11-20T10:00:00Z", 7)).isEmpty();
    assertThat(LeaseMarker.progress(null, 7)).isEmpty();
  }

  private static String alive(Instant at) {
    return new LeaseMarker(LeaseMarker.State.ALIVE, at, ReadProgress.none()).text(0);
  }
}
