package io.switchboard.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ThroughputTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void shouldCountFromTheFirstResultToTheLast() {
    var rate = new Throughput(1_000, 800, 2 * SECOND, 9 * SECOND).perSecond();

    assertThat(rate).isEqualTo(400);
  }

  @Test
  void shouldCountFromTheStartOfTheWorkWhenAllResultsAreSeenAtOnce() {
    var rate = new Throughput(1_500, 0, 40, 3 * SECOND).perSecond();

    assertThat(rate).isEqualTo(500);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 1, 1", "10, 0, 0, 0", "10, 5, 0, 7"})
  void shouldSayThatNothingWasMeasured(long all, long later, long between, long whole) {
    var throughput = new Throughput(all, later, between, whole);

    assertThatThrownBy(throughput::perSecond)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("nothing was measured");
  }
}
