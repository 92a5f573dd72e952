package io.switchboard.contract.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonNumbersTest {

  @ParameterizedTest
  @CsvSource({
    "1001, 1001",
    "1001.0, 1001",
    "1001.000, 1001",
    "1.001e3, 1001",
    "1001e0, 1001",
    "100100E-2, 1001",
    "0, 0",
    "-0, 0",
    "0.0, 0",
    "0e5, 0",
    "-7.50, -7.5",
    "1795168800000.0, 1795168800000",
    "1795168800.5, 1795168800.5",
    "1e40, 10000000000000000000000000000000000000000",
    "1e41, 1E+41",
    "1e-999, 1E-999",
    "1e99999999999, 1e99999999999"
  })
  void shouldHaveOneReadingOfEveryNumber(String literal, String plain) {
    assertThat(JsonNumbers.plain(literal)).isEqualTo(plain);
  }

  @ParameterizedTest
  @CsvSource({
    "1001.0, 1001",
    "1001.000, 1001",
    "0001.0, 0001",
    "1001, 1001",
    "1001.5, 1001.5",
    "1001., 1001.",
    ".0, .0",
    "1.0.0, 1.0.0",
    "A1.0, A1.0",
    "1e3, 1e3",
    "-1.0, -1.0",
    "*1.0, *1.0",
    "'', ''"
  })
  void shouldDropTheEmptyFractionOfTextsThatAreWholeNumbers(String text, String whole) {
    assertThat(JsonNumbers.whole(text)).isEqualTo(whole);
  }

  @Test
  void shouldNeverChangeAValueAndAlwaysWriteEqualValuesAlike() {
    var random = new Random(7);
    for (var i = 0; i < 20_000; i++) {
      var value =
          new BigDecimal(new java.math.BigInteger(1 + random.nextInt(60), random), 0)
              .movePointLeft(random.nextInt(12));

      var plain = JsonNumbers.plain(value.toString());

      assertThat(new BigDecimal(plain)).isEqualByComparingTo(value);
      assertThat(JsonNumbers.plain(value.setScale(value.scale() + 3).toPlainString()))
          .isEqualTo(plain);
    }
  }
}
