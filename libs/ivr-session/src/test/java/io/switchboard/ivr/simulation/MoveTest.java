package io.switchboard.ivr.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.contract.event.ivr.CallSource;
import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.ivr.definition.DefinitionFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MoveTest {

  static Stream<Arguments> moves() {
    return Stream.of(
        Arguments.of("1a1", new Move.Keys(null, "1A1", null)),
        Arguments.of("#", new Move.Keys(null, "#", null)),
        Arguments.of("1@7", new Move.Keys(null, "1", 7)),
        Arguments.of("bridge:1", new Move.Keys(CallSource.BRIDGE, "1", null)),
        Arguments.of("menu:12@3", new Move.Keys(CallSource.MENU, "12", 3)),
        Arguments.of("menu:", new Move.Keys(CallSource.MENU, "", null)),
        Arguments.of("-", new Move.Silence()),
        Arguments.of("+30", new Move.Wait(Duration.ofSeconds(30))),
        Arguments.of("fallback", new Move.Fallback(null)),
        Arguments.of("fallback@2", new Move.Fallback(2)),
        Arguments.of("end", new Move.HangUp()));
  }

  @ParameterizedTest
  @MethodSource("moves")
  void shouldReadEveryMove(String text, Move expected) {
    assertThat(Move.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "bridge:", "agent:1", "+", "1@", "fallback@x", "1 2"})
  void shouldSayWhatAMoveIs(String text) {
    assertThatThrownBy(() -> Move.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "' is not a move: use 0-9 A-D * #");
  }

  @Test
  void shouldPlayAFallbackAndTheDigitsOfAnotherSource() {
    var call =
        new MenuSimulator(
            DefinitionFile.shipped().definition(),
            CallSource.MENU,
            Tier.NONE,
            Instant.parse("2026-11-20T10:00:00Z"));
    var heard = new ArrayList<>(call.begin());
    for (var move : List.of("3", "fallback", "bridge:0", "1", "A", "1")) {
      heard.addAll(call.move(move));
    }

    assertThat(heard)
        .extracting(line -> line.replaceAll("^.* → |: https.*|, after.*", ""))
        .containsExactly(
            "main_menu [started]",
            "department [moved]",
            "main_menu [fallback]",
            "main_menu [ignored]",
            "department [moved]",
            "confirm [moved]",
            "is transferred",
            "outcome: completed (selection), path 1 A 1");
  }
}
