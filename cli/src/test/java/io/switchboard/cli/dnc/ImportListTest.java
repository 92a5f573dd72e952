package io.switchboard.cli.dnc;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.event.Consent;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ImportListTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final String LIST =
      """
      phone_number,event,timestamp,reason
      (415) 555-2671,optOut,2026-11-20T10:00:00Z,"asked, twice"
      '+442079460958,optIn,2026-11-20T10:00:00Z,
      12 34,,,
      12 34,optIn,,
      ,optOut,,
      +14155552672,maybe,,
      6562234567,,,
      """;

  @Test
  void shouldReadWhatItCanAndNameTheLinesThatItCannotWithoutQuotingThem() {
    var list = ImportList.read(LIST, "jane", "file");

    assertThat(list.changes()).hasSize(5);
    assertThat(list.changes().getFirst().reason()).isEqualTo("asked, twice");
    assertThat(list.changes().get(1).number()).isEqualTo("+442079460958");
    assertThat(list.changes().get(1).consent()).isEqualTo(Consent.OPT_IN);
    assertThat(list.faults())
        .containsExactly(
            "line 6: has no phone_number", "line 7: event is neither optOut nor optIn");
  }

  @Test
  void shouldPlanBeforeAnythingIsDone() {
    var plan = ImportPlan.of(ImportList.read(LIST, "jane", "file"), "US", NOW);

    assertThat(plan.optOuts()).isEqualTo(3);
    assertThat(plan.optIns()).isEqualTo(1);
    assertThat(plan.unreadable()).isEqualTo(1);
    assertThat(plan.refused()).isEqualTo(1);
    assertThat(plan.twoReadings()).isEqualTo(1);
  }

  @Test
  void shouldGiveTheSameLineOfTheSameFileTheSameIdentity() {
    var first = ImportList.read(LIST, "jane", "file").changes();

    var again = ImportList.read(LIST, "jane", "file").changes();

    assertThat(again)
        .extracting(change -> change.eventId())
        .containsExactlyElementsOf(first.stream().map(change -> change.eventId()).toList());
  }

  @Test
  void shouldWriteCellsThatNoSpreadsheetTakesForAFormula() {
    assertThat(Csv.line("+14155552671", "=1+1", "a,\"b\"", null))
        .isEqualTo("'+14155552671,'=1+1,\"a,\"\"b\"\"\",");
    assertThat(Csv.parse("'+1,\"a,\"\"b\"\"\",")).containsExactly("'+1", "a,\"b\"", "");
    assertThat(Csv.plain("'+1")).isEqualTo("+1");
  }
}
