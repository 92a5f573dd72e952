package io.switchboard.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ResultTableTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private final ResultTable table = new ResultTable("category", "records", "last");

  @BeforeEach
  void fill() {
    var noon = Instant.parse("2026-11-20T12:00:00Z");
    table.add("do_not_call", 7L, noon);
    table.add("=formula, quoted", 1_200L, noon);
  }

  @Test
  void shouldAlignColumns() {
    assertThat(table.lines(WordWrap.UNLIMITED, ZoneOffset.UTC))
        .containsExactly(
            "CATEGORY          RECORDS  LAST",
            "do_not_call             7  2026-11-20T12:00:00.000Z",
            "=formula, quoted     1200  2026-11-20T12:00:00.000Z");
  }

  @Test
  void shouldPrintTimesForPeopleInTheZone() {
    assertThat(table.lines(WordWrap.UNLIMITED, BERLIN))
        .contains("do_not_call             7  2026-11-20T13:00:00.000+01:00");
  }

  @Test
  void shouldPrintARowOnOneLineWithoutControlCharacters() {
    table.add("\033[2Jlead\nforged", 1L, Instant.EPOCH);

    assertThat(table.lines(WordWrap.UNLIMITED, ZoneOffset.UTC))
        .hasSize(4)
        .last()
        .asString()
        .startsWith("\\u001B[2Jlead\\u000Aforged ");
  }

  static List<Arguments> widths() {
    return List.of(
        Arguments.of(
            51,
            List.of(
                "CATEGORY          RECORDS  LAST",
                "do_not_call             7  2026-11-20T12:00:00.000Z",
                "=formula, quoted     1200  2026-11-20T12:00:00.000Z")),
        Arguments.of(
            46,
            List.of(
                "CATEGORY     RECORDS  LAST",
                "do_not_call        7  2026-11-20T12:00:00.000Z",
                "=formula,       1200  2026-11-20T12:00:00.000Z",
                "quoted")),
        Arguments.of(
            35,
            List.of(
                "CATEGORY     RECORDS  LAST",
                "do_not_call        7  2026-11-20",
                "                      12:00:00.000Z",
                "=formula,       1200  2026-11-20",
                "quoted                12:00:00.000Z")),
        Arguments.of(
            34,
            List.of(
                "CATEGORY  do_not_call",
                "RECORDS   7",
                "LAST      2026-11-20T12:00:00.000Z",
                "",
                "CATEGORY  =formula, quoted",
                "RECORDS   1200",
                "LAST      2026-11-20T12:00:00.000Z")));
  }

  @ParameterizedTest
  @MethodSource("widths")
  void shouldFitTheWidthOfATerminal(int width, List<String> lines) {
    assertThat(table.lines(width, ZoneOffset.UTC)).isEqualTo(lines);
  }

  @Test
  void shouldPrintCsvThatSpreadsheetsReadAsText() {
    assertThat(printed(OutputFormat.CSV))
        .isEqualToNormalizingNewlines(
            """
            category,records,last
            do_not_call,7,2026-11-20T12:00:00.000Z
            "'=formula, quoted",1200,2026-11-20T12:00:00.000Z
            """);
  }

  @Test
  void shouldPrintAnObjectALine() {
    assertThat(printed(OutputFormat.NDJSON).lines())
        .first()
        .isEqualTo(
            "{\"category\":\"do_not_call\",\"records\":7,\"last\":\"2026-11-20T12:00:00.000Z\"}");
  }

  @ParameterizedTest
  @CsvSource({"TABLE, nothing", "JSON, [ ]", "NDJSON, ''", "CSV, 'a'"})
  void shouldPrintATableWithoutRows(OutputFormat format, String expected) {
    var out = new StringWriter();

    new ResultTable("a").print(format, "nothing", ZoneOffset.UTC, new PrintWriter(out, true));

    assertThat(out.toString().strip()).isEqualTo(expected);
  }

  private String printed(OutputFormat format) {
    var out = new StringWriter();
    table.print(format, "nothing", BERLIN, new PrintWriter(out, true));
    return out.toString();
  }
}
