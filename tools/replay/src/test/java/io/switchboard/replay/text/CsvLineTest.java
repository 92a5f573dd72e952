package io.switchboard.replay.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvLineTest {

  @Test
  void shouldWriteCellsThatNoSpreadsheetTakesForAFormula() {
    assertThat(CsvLine.of("+14155552671", "=1+1", "a,\"b\"", null, 7, "two\nlines"))
        .isEqualTo("'+14155552671,'=1+1,\"a,\"\"b\"\"\",,7,\"two\nlines\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@a", "\tx", "a", "", "'", "'a", "1"})
  void shouldGiveBackWhatWasWritten(String cell) {
    assertThat(CsvLine.unescaped(CsvLine.of(cell))).isEqualTo(cell);
  }
}
