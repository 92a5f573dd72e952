package io.switchboard.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResultTableTest {
  private final ResultTable table = new ResultTable("category", "records", "last");

  @BeforeEach
  void fill() {
    var noon = Instant.parse("2026-11-20T12:00:00Z");
    table.add("do_not_call", 7L, noon);
    table.add("=formula, quoted", 1_200L, noon);
  }

  @Test
  void shouldAlignColumns() {
    assertThat(table.lines())
        .containsExactly(
            "CATEGORY          RECORDS  LAST",
            "do_not_call             7  2026-11-20T12:00:00.000Z",
            "=formula, quoted     1200  2026-11-20T12:00:00.000Z");
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

    new ResultTable("a").print(format, "nothing", new PrintWriter(out, true));

    assertThat(out.toString().strip()).isEqualTo(expected);
  }

  private String printed(OutputFormat format) {
    var out = new StringWriter();
    table.print(format, "nothing", new PrintWriter(out, true));
    return out.toString();
  }
}
