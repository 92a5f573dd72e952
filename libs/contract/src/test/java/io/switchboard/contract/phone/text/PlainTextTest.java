package io.switchboard.contract.phone.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlainTextTest {
  private static final long SEED = 20261125;

  /** Characters that people write between digits, and some that have a meaning. */
  private static final String USUAL = "00123456789+ ()-./";

  private static final String UNUSUAL = USUAL + "x#~,;e:@t\u00a0\u0661\uff11";

  @Test
  void shouldReadTheUsualQuicklyAsItReadsEverything() {
    var random = new Random(SEED);
    for (var i = 0; i < 50_000; i++) {
      var text = text(random, i % 2 == 0 ? USUAL : UNUSUAL);

      assertThat(PlainText.of(text)).as(text).isEqualTo(PlainText.normalised(text));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'\u0664\u0661\u0665', '415'",
    "'\uff0b\uff11', '+1'",
    "'4\u00a01\u30005', '4 1 5'",
    "'4\u20111\u22125', '4-1-5'",
    "'4\u200b1\u202c5\ufeff', '415'",
    "'4\u00b91', '4 1'",
    "'4\u21611', '4II1'",
  })
  void shouldMakePlainWhatIsWrittenInOtherCharacters(String text, String plain) {
    assertThat(PlainText.of(text)).isEqualTo(plain);
  }

  private static String text(Random random, String from) {
    return IntStream.range(0, random.nextInt(80))
        .mapToObj(_ -> "" + from.charAt(random.nextInt(from.length())))
        .collect(Collectors.joining());
  }
}
