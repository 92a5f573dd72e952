package io.switchboard.streams.commit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CommitPaceTest {
  private final CommitPace pace = new CommitPace();

  /** After a commit that took no time. */
  private boolean isDue(long now) {
    return pace.isDue(now, 0, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "10000, 10000, true",
    "10000, 10500, true",
    "10000, 10501, false",
    "10000, 9000, true", // the sender's clock is ahead
    "0, 10000, false"
  })
  void shouldCommitRecentRecords(long timestamp, long now, boolean expected) {
    pace.processed(timestamp);

    assertThat(isDue(now)).isEqualTo(expected);
  }

  @Test
  void shouldCommitWhenTheNewestRecordIsRecent() {
    pace.processed(10_000);
    pace.processed(2_000);

    assertThat(isDue(10_100)).isTrue();
  }

  @Test
  void shouldNotCommitWithoutARecord() {
    assertThat(isDue(0)).isFalse();
  }

  @Test
  void shouldNotCommitTheSameRecordsTwice() {
    pace.processed(10_000);
    isDue(10_000);

    assertThat(isDue(10_010)).isFalse();
  }

  @Test
  void shouldForgetTheTimestampsOfAnEarlierCommit() {
    pace.processed(10_000);
    isDue(10_000);
    pace.processed(2_000);

    assertThat(isDue(10_100)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"80, 79, false", "80, 80, true", "80, 5000, true", "0, 0, true"})
  void shouldLeaveAsMuchTimeForProcessingAsTheLastCommitTook(
      long lastCommit, long sinceCommit, boolean expected) {
    pace.processed(10_000);

    assertThat(pace.isDue(10_000, lastCommit, sinceCommit)).isEqualTo(expected);
  }

  @Test
  void shouldCommitLaterWhatWasPostponed() {
    pace.processed(10_000);
    pace.isDue(10_000, 80, 0);

    assertThat(pace.isDue(10_100, 80, 100)).isTrue();
  }
}
