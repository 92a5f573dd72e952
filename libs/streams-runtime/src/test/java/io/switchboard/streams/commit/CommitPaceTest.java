package io.switchboard.streams.commit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CommitPaceTest {
  private final CommitPace pace = new CommitPace();

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

    assertThat(pace.isDue(now)).isEqualTo(expected);
  }

  @Test
  void shouldCommitWhenTheNewestRecordIsRecent() {
    pace.processed(10_000);
    pace.processed(2_000);

    assertThat(pace.isDue(10_100)).isTrue();
  }

  @Test
  void shouldNotCommitWithoutARecord() {
    assertThat(pace.isDue(0)).isFalse();
  }

  @Test
  void shouldNotCommitTheSameRecordsTwice() {
    pace.processed(10_000);
    pace.isDue(10_000);

    assertThat(pace.isDue(10_010)).isFalse();
  }

  @Test
  void shouldForgetTheTimestampsOfAnEarlierCommit() {
    pace.processed(10_000);
    pace.isDue(10_000);
    pace.processed(2_000);

    assertThat(pace.isDue(10_100)).isFalse();
  }
}
