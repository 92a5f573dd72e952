package io.switchboard.cli.tail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FittedLineTest {
  @Test
  void shouldContinueIndentedBetweenWords() {
    var line = new FittedLine(24);
    line.add("07:40:37", "\033[2m07:40:37\033[0m", 2).add("cxone.dtmf", "cxone.dtmf", 6);
    for (var word : "reason ended, turn 3, hears transfer".split(" ")) {
      line.add(word, word, 1);
    }

    assertThat(line.toString().lines())
        .containsExactly(
            "\033[2m07:40:37\033[0m  cxone.dtmf",
            "    reason ended, turn",
            "    3, hears transfer");
  }

  @Test
  void shouldGiveALongWordALineOfItsOwn() {
    var line = new FittedLine(10).add("key12", "key12", 1).add("0123456789abc", "0123456789abc", 1);

    assertThat(line.add("end", "end", 1).toString().lines())
        .containsExactly("key12", "    0123456789abc", "    end");
  }
}
