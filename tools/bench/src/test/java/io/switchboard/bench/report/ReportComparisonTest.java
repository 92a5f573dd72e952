package io.switchboard.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.bench.report.ReportComparison.Verdict;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReportComparisonTest {
  @ParameterizedTest
  @CsvSource({
    "HIGHER, 50, 60, BETTER",
    "HIGHER, 60, 50, WORSE",
    "LOWER, 60, 50, BETTER",
    "LOWER, 50, 60, WORSE",
    // its rounds are 4 % apart: half of that is no difference
    "HIGHER, 50, 50.9, SAME",
    "LOWER, 50, 49.1, SAME"
  })
  void shouldTellBetterFromWorse(
      ImprovementDirection better, double before, double after, Verdict verdict) {
    var comparison =
        ReportComparison.of(
            report(figure(better, before, 100)), report(figure(better, after, 100)));

    assertThat(comparison.changes())
        .extracting(ReportComparison.Change::verdict)
        .containsExactly(verdict);
  }

  @Test
  void shouldCompareRatiosSoThatASlowerMachineIsNoChange() {
    var comparison =
        ReportComparison.of(
            report(figure(ImprovementDirection.HIGHER, 50, 100)),
            report(figure(ImprovementDirection.HIGHER, 25, 50)));

    var change = comparison.changes().getFirst();
    assertThat(change.ratio()).isTrue();
    assertThat(change.share()).isZero();
    assertThat(change.verdict()).isEqualTo(Verdict.SAME);
  }

  @Test
  void shouldLeaveOutWhatOnlyOneHas() {
    var other = Figure.rate("other", Rounds.of(1.0));

    var comparison =
        ReportComparison.of(report(figure(ImprovementDirection.HIGHER, 50, 100)), report(other));

    assertThat(comparison.changes()).isEmpty();
    assertThat(comparison.text()).contains("no figure in common");
  }

  @Test
  void shouldShowWhatChanged() {
    var text =
        ReportComparison.of(
                report(figure(ImprovementDirection.HIGHER, 50, 100)),
                report(figure(ImprovementDirection.HIGHER, 75, 100)))
            .text();

    assertThat(text).contains("part: events / limit", "0.50 x", "0.75 x", "+50 %", "better");
  }

  private static Figure figure(ImprovementDirection better, double value, double limit) {
    var rounds = Rounds.of(value * 0.98, value, value * 1.02);
    return new Figure(
        "events", "/s", better, rounds, new Limit("limit", Rounds.of(limit, limit)), null);
  }

  private static BenchReport report(Figure figure) {
    return new BenchReport(
        Instant.parse("2026-11-20T10:00:00Z"),
        new Machine("Linux", 2, "25", 0),
        List.of(new PartReport("part", 1, List.of(figure), List.of())));
  }
}
