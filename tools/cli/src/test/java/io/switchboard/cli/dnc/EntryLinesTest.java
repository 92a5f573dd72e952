package io.switchboard.cli.dnc;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.time.Times;
import io.switchboard.replay.consent.EntryPlan;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class EntryLinesTest {
  @Test
  void shouldNotSayOfAResolutionThatItsNumberIsUnknown() {
    var now = Instant.parse("2026-11-20T10:00:00Z");
    var steps =
        (EntryPlan.Steps)
            EntryPlan.resolution("contact:7", now, "+14155550199", "US", now, "jane", "CRM");

    var lines = EntryLines.plan(steps, Times::format);

    assertThat(lines)
        .hasSize(2)
        .anyMatch(line -> line.contains("resolves contact:7"))
        .noneMatch(line -> line.contains("CXone cannot be told"));
  }
}
