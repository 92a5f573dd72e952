package io.switchboard.ingress.completed;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.json.Json;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportPositionTest {
  private static final Instant TEN = Instant.parse("2026-11-27T10:00:00Z");
  private static final ReportPosition POSITION = new ReportPosition(TEN);

  @Test
  void shouldBeginBeforeThePosition() {
    assertThat(POSITION.since()).isEqualTo(Instant.parse("2026-11-27T09:55:00Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-27T10:01:00Z, 2026-11-27T10:02:00Z, 2026-11-27T10:01:00Z",
    "2026-11-27T09:59:00Z, 2026-11-27T10:02:00Z, 2026-11-27T10:00:00Z",
    "2027-01-01T00:00:00Z, 2026-11-27T10:02:00Z, 2026-11-27T10:02:00Z",
    "2027-01-01T00:00:00Z, 2026-11-27T09:00:00Z, 2026-11-27T10:00:00Z",
    ", 2026-11-27T10:02:00Z, 2026-11-27T10:00:00Z",
  })
  void shouldMoveToTheNewestUpdateButNotIntoTheFuture(Instant newest, Instant now, Instant next) {
    assertThat(POSITION.after(Optional.ofNullable(newest), now))
        .isEqualTo(new ReportPosition(next));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-27T09:54:59Z, 2026-11-27T10:00:00Z, true",
    "2026-11-27T09:55:00Z, 2026-11-27T10:00:00Z, false",
    "2026-11-27T09:58:00Z, 2026-11-27T10:10:00Z, true",
    "2026-11-27T10:06:00Z, 2026-11-27T10:10:00Z, false",
    ", 2026-11-27T10:10:00Z, false",
  })
  void shouldReadAgainWhatTheNextReportWouldNotShow(
      Instant oldestNew, Instant next, boolean again) {
    assertThat(POSITION.mustReadAgain(Optional.ofNullable(oldestNew), new ReportPosition(next)))
        .isEqualTo(again);
  }

  @Test
  void shouldBeReadAsItIsCommitted() {
    assertThat(ReportPosition.of(POSITION.text())).hasValue(POSITION);
    assertThat(ReportPosition.of("")).isEmpty();
  }

  @Test
  void shouldKnowAContactByItsNewestDisposition() {
    var known = new KnownResults();
    known.add(contact(1, 1001, "2026-11-27T10:00:00Z"), TEN);
    known.add(contact(1, 2001, "2026-11-27T10:05:00Z"), TEN);
    known.add(contact(1, 1001, "2026-11-27T10:00:00Z"), TEN); // an older page

    assertThat(known.code("1")).isEqualTo("2001");
    assertThat(known.isNew(contact(1, 2001, "2026-11-27T10:07:00Z"))).isFalse();
    assertThat(known.isNew(contact(1, 1001, "2026-11-27T10:08:00Z"))).isTrue();
    assertThat(known.isNew(contact(2, 2001, "2026-11-27T10:00:00Z"))).isTrue();
  }

  @Test
  void shouldForgetWhatNoReportShows() {
    var known = new KnownResults();
    known.add(contact(1, 1001, "2026-11-27T08:59:59Z"), TEN);
    known.add(contact(2, 1001, "2026-11-27T09:00:00Z"), TEN);
    known.beginReport();

    known.forgetBefore(POSITION.memorySince());

    assertThat(known.size()).isEqualTo(1);
  }

  @Test
  void shouldNotForgetWhatTheLastReportHasShown() {
    var known = new KnownResults();
    known.beginReport();
    known.add(contact(1, 1001, "2026-11-27T02:00:00"), TEN);

    known.forgetBefore(POSITION.memorySince());

    assertThat(known.isNew(contact(1, 1001, "2026-11-27T02:00:00"))).as("a local time").isFalse();
  }

  private static CompletedContact contact(long id, long disposition, String time) {
    var json = Json.mapper().createObjectNode();
    json.put("contactId", id).put("primaryDispositionId", disposition).put("lastUpdateTime", time);
    return CompletedContact.of(json).orElseThrow();
  }
}
