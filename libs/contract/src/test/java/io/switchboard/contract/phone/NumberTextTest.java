package io.switchboard.contract.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NumberTextTest {
  private static final long SEED = 20261125;

  /** What people put between digits, and a few things that mean something. */
  private static final String USUAL = "00123456789+ ()-./";

  private static final String UNUSUAL = USUAL + "x#~,;e:@t\u00a0\u0661\uff11";

  @Test
  void shouldReadTheUsualQuicklyAsItReadsEverything() {
    var random = new Random(SEED);
    for (var i = 0; i < 50_000; i++) {
      var text = text(random, i % 2 == 0 ? USUAL : UNUSUAL);

      assertThat(NumberText.of(text)).as(text).isEqualTo(NumberText.cleaned(text));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "+", "  +1 (415) 555-2671 ", "415.555.2671", "0/30 12 34 56"})
  void shouldReadTheseQuicklyAsItReadsEverything(String text) {
    assertThat(NumberText.of(text)).isEqualTo(NumberText.cleaned(text));
  }

  private static String text(Random random, String from) {
    return IntStream.range(0, random.nextInt(80))
        .mapToObj(_ -> "" + from.charAt(random.nextInt(from.length())))
        .collect(Collectors.joining());
  }
}
