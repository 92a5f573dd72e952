package io.switchboard.cli.dnc.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.csv.RejectedLine;
import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncEvent;
import io.switchboard.dnc.registry.EnteredChange;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImportListTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final String LIST =
      """
      phone_number,event,timestamp,reason
      (415) 555-2671,optOut,2026-11-20T10:00:00Z,"asked, twice"
      '+442079460958,optIn,2026-11-20T10:00:00Z,
      999 123 45678,,,
      12 34,optIn,,
      ,optOut,,
      +14155552672,maybe,,
      6562234567,,,
      anonymous,,,
      1.41556E+10,,,
      4.155550104E9,,,
      """;

  @Test
  void shouldReadWhatItCanAndNameTheLinesThatItCannotWithoutQuotingThem() {
    var list = ImportList.read(LIST, "jane", null, "file");

    assertThat(list.changes()).hasSize(8);
    assertThat(list.changes().getFirst().reason()).isEqualTo("asked, twice");
    assertThat(list.changes().get(1).number()).isEqualTo("+442079460958");
    assertThat(list.changes().get(1).consent()).isEqualTo(Consent.OPT_IN);
    assertThat(list.faults())
        .extracting(fault -> fault.line() + ": " + fault.reason())
        .containsExactly("6: has no phone_number", "7: event is neither optOut nor optIn");
  }

  @Test
  void shouldPlanBeforeAnythingIsDone() {
    var plan = ImportPlan.of(ImportList.read(LIST, "jane", null, "file"), "US", NOW);

    assertThat(plan.optOuts()).isEqualTo(5);
    assertThat(plan.optIns()).isEqualTo(1);
    assertThat(plan.unreadable()).isEqualTo(1);
    assertThat(plan.unresolved()).isEqualTo(1);
    assertThat(plan.faults())
        .extracting(fault -> fault.line() + ": " + fault.reason())
        .containsExactly(
            "5: is an opt-in of a number that cannot be read",
            "6: has no phone_number",
            "7: event is neither optOut nor optIn",
            "10: has a phone_number that a spreadsheet has rounded (1.4E+10)");
    assertThat(plan.twoReadings()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "phone_number,event",
        "phoneNumber,eventName",
        "PhoneNumber;EventName",
        "PHONE_NUMBER,EVENT_NAME",
        "Phone-Number,Event  Name",
        "event,phone number"
      })
  void shouldReadTheColumnsHoweverTheirNamesAreSpelled(String header) {
    var separator = header.contains(";") ? ";" : ",";
    var cells = List.of("+14155552671", "optIn");
    var line = String.join(separator, header.startsWith("event") ? cells.reversed() : cells);

    var list = ImportList.read(header + "\n" + line + "\n", "jane", null, "file");

    assertThat(list.changes().getFirst().number()).isEqualTo("+14155552671");
    assertThat(list.changes().getFirst().consent()).isEqualTo(Consent.OPT_IN);
    assertThat(list.unknownColumns()).isEmpty();
  }

  @Test
  void shouldNameColumnsThatItDoesNotUse() {
    var list = ImportList.read("phone_number,Status,\n+14155552671,optIn,\n", "jane", null, "f");

    assertThat(list.unknownColumns()).containsExactly("status");
  }

  @Test
  void shouldWriteNoCharacterThatPostgresqlCannotStore() {
    var list = ImportList.read("phone_number,reason\n+14155552671,a\0b\n", "jane", null, "f");

    var plan = ImportPlan.of(list, "US", NOW);

    assertThat(plan.events().getFirst().getFirst().reason()).isEqualTo("a\uFFFDb");
  }

  @Test
  void shouldNameEveryLineThatNeedsReview() {
    var plan = ImportPlan.of(ImportList.read(LIST, "jane", null, "file"), "US", NOW);

    assertThat(plan.rejects()).extracting(RejectedLine::line).containsExactly(4, 5, 6, 7, 9, 10);
    assertThat(plan.text())
        .contains(
            "line 4: has a phone_number that cannot be read: entered under its digits",
            "line 9: has no number: entered, unresolved",
            "line 10: has a phone_number that a spreadsheet has rounded")
        .doesNotContain("45678", "anonymous");
  }

  @Test
  void shouldEnterAnOptOutWithAnUnreadableTimeFromNowOnAndListItForRepair() {
    var csv =
        """
        phone_number,event,timestamp
        +14155552671,OPT-OUT,soon
        +14155552672,optIn,soon
        +14155552673,optOut,
        """;
    var longAgo = Instant.parse("2020-01-01T00:00:00Z");

    var plan = ImportPlan.of(ImportList.read(csv, "jane", longAgo, "file"), "US", NOW);

    assertThat(plan.events().stream().flatMap(List::stream))
        .extracting(DncEvent::key, DncEvent::eventTime)
        .containsExactly(tuple("+14155552671", NOW), tuple("+14155552673", longAgo));
    assertThat(plan.rejects())
        .extracting(line -> line.line() + ": " + line.reason())
        .containsExactly(
            "2: has a timestamp that cannot be read: entered, it counts from now",
            "3: opt-in with a timestamp that is not a time like 2026-11-20T10:00:00Z");
    assertThat(plan.leftOut()).isEqualTo(1);
    assertThat(plan.text()).contains("1 with an unreadable time: opt-outs count from now");
  }

  @Test
  void shouldReadNumbersAsEveryServiceDoes() {
    var csv =
        """
        phone_number
        4155550123.0
        "=""+14155550124""\"
        ="+14155550125"
        415-555-0126 (cell)
        +14155550127;ext=2
        4.155550128E9
        """;

    var plan = ImportPlan.of(ImportList.read(csv, "jane", null, "file"), "US", NOW);

    assertThat(plan.rejects()).isEmpty();
    assertThat(plan.events().stream().flatMap(List::stream))
        .extracting(DncEvent::key)
        .containsExactly(
            "+14155550123",
            "+14155550124",
            "+14155550125",
            "+14155550126",
            "+14155550127",
            "+14155550128");
  }

  @Test
  void shouldGiveTheSameLineOfTheSameFileTheSameIdentity() {
    var first = ImportList.read(LIST, "jane", null, "file").changes();

    var again = ImportList.read(LIST, "jane", null, "file").changes();

    assertThat(again)
        .extracting(change -> change.eventId())
        .containsExactlyElementsOf(first.stream().map(change -> change.eventId()).toList());
  }

  @Test
  void shouldLeaveOutWhatIsNotClosed() {
    var list =
        ImportList.read(
            """
            phone_number,event,timestamp,reason
            "+14155552671,,,
            +14155552672,,,"two
            lines"
            +14155552673,,,a "word" said

            +14155552674,,,"",more
            +14155552675
            """,
            "jane",
            null,
            "file");

    assertThat(list.changes())
        .extracting(EnteredChange::number)
        .containsExactly("+14155552672", "+14155552675");
    assertThat(list.changes().getFirst().reason()).isEqualTo("two\nlines");
    assertThat(list.faults()).extracting(RejectedLine::line).containsExactly(2, 5, 7);
    assertThat(list.faults().getFirst().text()).isEqualTo("\"+14155552671,,,");
  }

  @Test
  void shouldGiveLinesWithoutATimeTheOneThatTheOperatorKnows() {
    var at = Instant.parse("2026-11-01T00:00:00Z");
    var list = ImportList.read("phone_number,event\n+14155552671,optIn\n", "jane", at, "file");

    assertThat(list.changes().getFirst().at()).isEqualTo(at);
  }

  @Test
  void shouldReadAnExportOfTheRegistryAsTheStateThatItShows() {
    var csv =
        """
        phone_number;do_not_call;event_time;source;reason
        '+14155550101;TRUE;2026-11-20T10:00:00.000Z;webhook;
        '+14155550102;FALSCH;2026-11-21T10:00:00.000Z;webhook;
        raw:99912345678;WAHR;2026-11-20T10:00:00.000Z;webhook;
        contact:4155550103;true;2026-11-20T10:00:00.000Z;webhook;
        call:4155550104;true;2026-11-20T10:00:00.000Z;ivr;
        '+14155550105;perhaps;2026-11-20T10:00:00.000Z;webhook;
        """;

    var plan = plan(csv);

    assertThat(plan.events().stream().flatMap(List::stream))
        .extracting(DncEvent::key, DncEvent::eventName, DncEvent::eventTime)
        .containsExactly(
            tuple("+14155550101", Consent.OPT_OUT, Instant.parse("2026-11-20T10:00:00Z")),
            tuple("+14155550102", Consent.OPT_IN, Instant.parse("2026-11-21T10:00:00Z")),
            tuple("raw:99912345678", Consent.OPT_OUT, Instant.parse("2026-11-20T10:00:00Z")));
    assertThat(plan.faults())
        .extracting(line -> line.line() + ": " + line.reason())
        .containsExactly(
            "5: is the key of an unresolved opt-out, not a number: use dnc resolve",
            "6: is the key of an unresolved opt-out, not a number: use dnc resolve",
            "7: do_not_call is neither true nor false");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "phone_number,event,event_name\n+14155550101,optIn,optOut\n",
        "phone_number,event,do_not_call\n+14155550101,optIn,true\n"
      })
  void shouldNotChooseBetweenColumnsThatContradictEachOther(String csv) {
    var plan = plan(csv);

    assertThat(plan.events()).isEmpty();
    assertThat(plan.faults())
        .extracting(RejectedLine::reason)
        .containsExactly("has columns that contradict each other: optOut and optIn");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "phone_number,Phone Number\n+14155550101,+14155550102\n",
        "phone_number,event,Event\n+14155550101,,optOut\n",
        "phone_number,timestamp,TIMESTAMP\n+14155550101,,\n"
      })
  void shouldRefuseAListThatNamesAColumnTwice(String csv) {
    assertThatThrownBy(() -> plan(csv))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("more than once");
  }

  @Test
  void shouldListALineWhoseQuotationMarkTookInOtherLines() {
    var csv =
        """
        phone_number,event,timestamp,reason
        4155550101,,,"stop
        4155550102,optOut,,ok
        4155550103,,,5"
        4155550104,optIn,2026-11-20T10:00:00Z,"yes
        4155550105,,,no"
        4155550106,,,"two
        lines"
        """;

    var plan = plan(csv);

    assertThat(plan.events().stream().flatMap(List::stream))
        .extracting(DncEvent::key)
        .containsExactly("+14155550101", "+14155550106");
    assertThat(plan.rejects())
        .extracting(line -> line.line() + ": " + line.reason())
        .containsExactly(
            "2: has a cell that takes in lines below: only its phone_number is entered;"
                + " is a quotation mark missing?",
            "5: opt-in with a cell that takes in lines below: is a quotation mark missing?");
    assertThat(plan.rejects().getFirst().text()).contains("4155550102", "4155550103");
  }

  @ParameterizedTest
  @ValueSource(strings = {"optOut\u00A0", "opt\u2011out", "ｏｐｔＯｕｔ", "\u200BOPT OUT", "=\"optOut\""})
  void shouldReadTheEventWithInvisibleCharactersOfOtherPrograms(String event) {
    var plan = plan("phone_number;event\n+14155550101;" + event + "\n");

    assertThat(plan.rejects()).isEmpty();
    assertThat(plan.optOuts()).isEqualTo(1);
  }

  @Test
  void shouldPassOverRowsThatASpreadsheetWroteForNothing() {
    var plan = plan("phone_number,event\n+14155550101,\u00A0\n,\n \u00A0,\u200B\n\u00A0\n\0\0\0\n");

    assertThat(plan.rejects()).isEmpty();
    assertThat(plan.events()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.79517E+12",
        "9999-12-31T00:00:00Z",
        "1970-01-01T00:00:00Z",
        "0001-01-01T00:00:00Z",
        "20261120100000",
        "46346.41667"
      })
  void shouldListAnOptOutWhoseTimeCannotBeItsOwn(String time) {
    var plan = plan("phone_number,timestamp\n+14155550101," + time + "\n");

    assertThat(plan.events().getFirst().getFirst().eventTime()).isEqualTo(NOW);
    assertThat(plan.unreadTimes()).isEqualTo(1);
    assertThat(plan.rejects())
        .extracting(RejectedLine::reason)
        .singleElement()
        .asString()
        .endsWith("entered, it counts from now");
  }

  @Test
  void shouldListACellOfMoreNumbersThanAreRead() {
    var numbers =
        IntStream.range(100, 140).mapToObj(n -> "4155550" + n).collect(Collectors.joining("; "));

    var plan =
        plan(
            "phone_number,reason\n\"%s\",\n\"%s\",\n"
                .formatted(numbers, numbers + " ".repeat(1_000) + "end"));

    assertThat(plan.events().getFirst())
        .extracting(DncEvent::key)
        .hasSize(40)
        .contains("+14155550100", "raw:4155550139");
    assertThat(plan.rejects())
        .extracting(RejectedLine::reason)
        .satisfiesExactly(
            reason -> assertThat(reason).contains("entered under its digits"),
            reason -> assertThat(reason).contains("more than 1,000 characters"));
  }

  private static ImportPlan plan(String csv) {
    return ImportPlan.of(ImportList.read(csv, "jane", null, "file"), "US", NOW);
  }
}
