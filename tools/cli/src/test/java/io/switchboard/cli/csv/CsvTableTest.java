package io.switchboard.cli.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.cli.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvTableTest {
  private static final List<String> REQUIRED = List.of("phone_number", "tier");
  private static final String LIST = "phone_number,tier\n+14155550100,gold\n";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "phone_number,tier\n+14155550100,gold\n",
        "tier;phone_number\r\ngold;+14155550100\r\n",
        "phone_number\ttier\n+14155550100\tgold\n",
        "phone_number|tier\n+14155550100|gold\n",
        "sep=,\nphone_number,tier\n+14155550100,gold\n",
        "sep=;\r\nphone_number;tier\r\n+14155550100;gold",
        "SEP=\t\nphone_number\ttier\n+14155550100\tgold",
        "\"sep=;\"\nphone_number;tier\n+14155550100;gold",
        "\n\nphone_number,tier\n+14155550100,gold\n",
        "\uFEFFphone_number\u00A0,\u200BTier \n+14155550100,gold\n",
        "\"Phone\u00A0Number\",TIER\n+14155550100,gold\n",
        "phone_number,tier\n=\"+14155550100\",gold\n",
        "phone_number,tier\n\"=+14155550100\",gold\n",
        "phone_number,tier\n'+14155550100,gold\n",
        "phone_number,tier\r+14155550100,gold\r",
        "phone_number,tier\n+14155550100,gold,, \n",
        "phoneNumber,Tier\n+14155550100,gold\n",
        ",,\nphone_number,tier\n\u00A0+14155550100 ,gold\u200B\n,,,\n",
        "phone_number,tier\n\"+14155550100\"\u00A0,\"gold\"\t\n",
      })
  void shouldReadAListHoweverASpreadsheetWroteIt(String text) {
    var table = CsvTable.read(text, REQUIRED);

    var row = table.rows().getFirst();
    assertThat(table.rows()).hasSize(1);
    assertThat(table.cell(row, "phone_number").replace("=", "")).isEqualTo("+14155550100");
    assertThat(table.cell(row, "tier")).isEqualTo("gold");
    assertThat(table.fault(row)).isEmpty();
  }

  static Stream<Arguments> encodings() {
    return Stream.of(
        Arguments.of("UTF-8", LIST.getBytes(StandardCharsets.UTF_8)),
        Arguments.of("UTF-8 with BOM", ("\uFEFF" + LIST).getBytes(StandardCharsets.UTF_8)),
        Arguments.of("UTF-16 LE", ("\uFEFF" + LIST).getBytes(StandardCharsets.UTF_16LE)),
        Arguments.of("UTF-16 BE", ("\uFEFF" + LIST).getBytes(StandardCharsets.UTF_16BE)),
        Arguments.of("UTF-16 LE, no BOM", LIST.getBytes(StandardCharsets.UTF_16LE)),
        Arguments.of("UTF-16 BE, no BOM", LIST.getBytes(StandardCharsets.UTF_16BE)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("encodings")
  void shouldReadEveryEncodingOfASpreadsheet(String name, byte[] bytes) throws IOException {
    var file = Files.write(directory.resolve("list.csv"), bytes);

    assertThat(ListFile.read(file)).as(name).isEqualTo(LIST);
  }

  @Test
  void shouldSayThatAWorkbookIsNoList() throws IOException {
    var file =
        Files.write(directory.resolve("list.xlsx"), new byte[] {'P', 'K', 3, 4, (byte) 0x9C});

    assertThatThrownBy(() -> ListFile.read(file))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("neither UTF-8 nor UTF-16");
  }

  @Test
  void shouldSayWhatStandsInTheFirstLine() {
    assertThatThrownBy(() -> CsvTable.read("Telefon;Stufe\n1;gold\n", REQUIRED))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContainingAll("columns phone_number and tier", "it is: Telefon;Stufe");
    assertThatThrownBy(() -> CsvTable.read("(415) 555-0100,gold\n", REQUIRED))
        .hasMessageContaining("it is: ")
        .hasMessageNotContaining("555");
  }

  @Test
  void shouldReadQuotedCells() {
    var table = CsvTable.read("phone_number,tier\n'+1,\"a,\"\"b\"\"\"\n", REQUIRED);

    var row = table.rows().getFirst();
    assertThat(row.cells()).containsExactly("'+1", "a,\"b\"");
    assertThat(table.cell(row, "phone_number")).isEqualTo("+1");
  }

  @Test
  void shouldSayThatThereIsNothing() {
    assertThatThrownBy(() -> CsvTable.read(" \n", REQUIRED)).hasMessage("the file is empty");
  }

  @Test
  void shouldCountTheLinesOfTheFileAndNotOfTheTable() {
    var table = CsvTable.read("sep=;\n\nphone_number;tier\n\n1;a;b\n\"2;c\n3;d", REQUIRED);

    assertThat(table.rows()).extracting(Csv.CsvRow::line).containsExactly(5, 6, 7);
    assertThat(table.rows().stream().map(table::fault))
        .containsExactly(
            "has more cells than the first line has columns", "a quotation mark is not closed", "");
  }
}
