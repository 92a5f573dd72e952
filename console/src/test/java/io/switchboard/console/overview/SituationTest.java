package io.switchboard.console.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.replay.status.DeploymentReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SituationTest {
  @Test
  void shouldLinkDeadLettersToTheirServiceUnderAnyPrefix() {
    var report =
        new DeploymentReport(
            Map.of(), List.of(), Map.of(), Map.of("acme.sink-postgres.dlq", 3L), "", "");

    var tasks =
        new Situation(Instant.EPOCH, report, Map.of(), 0, 0, List.of(), Duration.ZERO, 0).tasks();

    assertThat(tasks)
        .containsExactly(
            new Situation.Task(
                "3 dead letters of sink-postgres", "/dead-letters?service=sink-postgres"));
  }
}
