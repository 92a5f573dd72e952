package io.switchboard.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClusterProofTest {
  private static final OutageFigures KILL =
      new OutageFigures(
          ClusterOutage.IVR,
          1,
          2,
          4,
          3,
          Duration.ofMillis(1_250),
          Duration.ofMillis(800),
          Duration.ofMillis(6_400));

  @Test
  void shouldContinueWithTheLegsThatHaveHeld(@TempDir Path directory) throws Exception {
    ClusterProof.in(directory, 7).held(new ClusterProof.Leg(1_000, 4, List.of(KILL)));

    var resumed = ClusterProof.in(directory, 7);

    assertThat(resumed.legs()).containsExactly(new ClusterProof.Leg(1_000, 4, List.of(KILL)));
    assertThat(ClusterProof.in(directory, 8).legs()).isEmpty();
    assertThat(resumed.summary())
        .contains(
            "1,000 events",
            "| ivr-streams killed | 1 | 1 | 2 | 4 | 3 | 1.3 s | 0.8 s | 6.4 s to 6.4 s |");
  }

  @Test
  void shouldShowWhatIsLostDoubledOrInAnotherOrder() {
    var expected = Map.of("a", "1,2,3", "b", "1,2,3", "c", "1", "d", "1,2");
    var found = Map.of("a", "1,2,3", "b", "1,3,2", "d", "1,2,2", "e", "1");

    var differences = new FarEnd("table", expected, found).differences();

    assertThat(differences)
        .containsExactly(
            "table b: expected 1,2,3, found 1,3,2",
            "table c: expected 1, found null",
            "table d: expected 1,2, found 1,2,2",
            "table e: expected null, found 1");
  }

  @Test
  void shouldKillEveryKindBeforeARollingRestart() {
    var sequence = ClusterOutage.sequence(10, new Random(1));

    assertThat(sequence)
        .hasSize(10)
        .contains(ClusterOutage.values())
        .endsWith(ClusterOutage.ROLLING_RESTART);
    assertThat(ClusterOutage.sequence(10, new Random(1))).isEqualTo(sequence);
  }
}
