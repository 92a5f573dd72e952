package io.switchboard.testkit.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class LatenciesTest {
  @Test
  void shouldTakeTheNearestRank() {
    var latencies =
        Latencies.of(LongStream.rangeClosed(1, 200).mapToObj(i -> i * 1_000_000).toList());

    assertThat(latencies.percentile(50)).isEqualTo(100);
    assertThat(latencies.percentile(99)).isEqualTo(198);
    assertThat(latencies.largest()).isEqualTo(200);
  }

  @Test
  void shouldHaveNoPercentileWithoutAMeasurement() {
    assertThat(Latencies.of(List.of()).percentile(99)).isNaN();
  }
}
