package io.switchboard.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.json.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ResultLinesTest {
  private final StringWriter out = new StringWriter();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void shouldPrintOneDocument(int elements) throws Exception {
    print(true, elements);

    assertThat(Json.mapper().readTree(out.toString())).hasSize(elements);
  }

  @ParameterizedTest
  @CsvSource({"0, ''", "1, {}|", "2, {}|{}|"})
  void shouldPrintALineForEach(int elements, String expected) {
    print(false, elements);

    assertThat(out.toString().replace(System.lineSeparator(), "|")).isEqualTo(expected);
  }

  private void print(boolean array, int elements) {
    var lines = new ResultLines(array, new PrintWriter(out, true));
    List.of("{}", "{}", "{}").subList(0, elements).forEach(lines::add);
    lines.end();
  }
}
