package io.switchboard.ivr.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.event.CallEvent;
import io.switchboard.contract.event.CallerAction;
import io.switchboard.contract.event.Tier;
import io.switchboard.contract.event.TimeSource;
import io.switchboard.ivr.CallScript;
import io.switchboard.ivr.definition.DefinitionFile;
import io.switchboard.ivr.menu.MenuDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Moves: m:KEYS a menu request, b:KEY the bridge, s:KEY the simulator, f a fallback, fN one with a
 * turn, m:KEYS@N a request with a turn, end a call end, ~N seconds pass. Moves are 100 ms apart.
 */
final class SessionMachineTest {
  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  private static final String CALL = "c1";

  private static final MenuDefinition SHIPPED = DefinitionFile.shipped().definition();

  private static final MenuDefinition RICH =
      DefinitionFile.trusted(
              """
              version: 1
              name: rich
              root: main
              defaults:
                interDigitSeconds: 3
                prompts:
                  first: {default: https://x.example/first.wav, gold: https://x.example/gold.wav}
                  repeated: https://x.example/again.wav
                  escalated: https://x.example/slowly.wav
                noInput: {max: 3, then: sorry}
                noMatch: {max: 3, then: {transfer: help}}
                attempts: {max: 4, then: hangup}
              limits: {maxSteps: 12, then: {transfer: lost}}
              globals: {"#": hangup}
              nodes:
                main:
                  type: menu
                  choices: {"1": pin, "2": complete, "31": main, "32": {complete: vip}, "9": {opt_out: transfer}}
                pin:
                  type: collect
                  min: 3
                  max: 5
                  pattern: "[1-9]\\\\d{2,4}"
                  sensitive: true
                  next: {complete: known}
                sorry:
                  type: say
                  prompts: https://x.example/sorry.wav
                  promptSeconds: 4
                  next: hangup
              """)
          .definition();

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "b:1 b:A b:1                       | completed selection 1 A 1",
        "b:9 ~11                           | timed_out no_input",
        "b:9 ~9 b:9 ~9                     | open main_menu",
        "s:2 ~11                           | timed_out no_input 2",
        "b:1 ~10 b:A                       | open confirm",
        "m:1 m:B m:1                       | completed selection 1 B 1",
        "m:1B1                             | completed selection 1 B 1",
        "m: m:0                            | transferred selection 0",
        "m:#                               | hung_up selection #",
        "m: m:                             | open main_menu",
        "m: ~2 m: ~2 m:                    | open main_menu",
        "m: ~3 m:                          | timed_out no_input",
        "m:1 ~2 m:                         | open department",
        "m:1 m:1                           | open department",
        "m: ~30                            | open main_menu",
        "m: ~31                            | timed_out no_input",
        "m: b:0 s:#                        | open main_menu",
        "b:1 m:0                           | open department",
        "b:1 end                           | abandoned call_end 1",
        "end                               | nothing",
        "b:1 b:A b:1 end b:1               | completed selection 1 A 1",
        "m:1 f m:A                         | open main_menu",
        "m:1 f m:1                         | open department",
        "m:1A f end                        | abandoned call_end",
        "m:1 f m:1 m:A m:1                 | completed selection 1 A 1",
        "f m:1                             | open department",
        "b:9 b:9 b:9 b:9 b:9 b:9 b:9 b:9 b:9 b:9 | hung_up no_match",
        "m:1@0 m:A@1 m:A@1 m:1@2           | completed selection 1 A 1",
        "m:1@0 f2 m:2@2                    | open department",
        "m:1@0 f2 m:A@1                    | open confirm",
        "m:1@0 m:A@1 f2 m:1@2              | completed selection 1 A 1",
      })
  void shouldDecideTheShippedMenu(String moves, String expected) {
    assertThat(after(SHIPPED, moves)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "m: m:2                            | completed selection 2",
        "m: m:32                           | completed selection 32",
        "b:3 b:2                           | completed selection 32",
        "b:3 ~4 ~11 ~11 ~5                 | timed_out no_input",
        "b:3 ~4 b:3 ~4 b:3 ~4 ~5           | timed_out partial",
        "m: m:3 m:3 m:3                    | transferred partial",
        "m: m:7 m:7 m:7                    | transferred no_match",
        "m: ~3 m: m:7 ~3 m: m:7            | hung_up max_attempts",
        "m: m:7 ~3 m: m:7 ~3 m:            | timed_out max_attempts",
        "m: ~3 m: ~3 m: ~3 m: m:           | timed_out no_input",
        "m: m:1 m:4711                     | completed selection 1 ***",
        "b:1 b:4 b:7 b:1 ~4                | completed selection 1 ***",
        "b:1 b:4 b:7 b:1 b:*               | completed selection 1 ***",
        "b:1 b:4 b:7 b:#                   | open pin",
        "b:1 b:4 b:7 ~4 b:4 ~4 b:5 ~4 ~5   | timed_out too_short 1",
        "m: m:1 m:0711 m:12 m:0711         | transferred no_match 1",
        "m: m:9                            | opted_out selection 9",
        "m: m:31 m:31 m:31 m:31 m:31 m:31 m:31 m:31 m:31 m:31 m:31 m:31 | transferred max_steps 31 31 31 31 31 31 31 31 31 31 31 31",
      })
  void shouldDecideARichMenu(String moves, String expected) {
    assertThat(after(RICH, moves)).isEqualTo(expected);
  }

  @Test
  void shouldPlayTheVariantForTheAttempt() {
    var calls = run(RICH, "m: m:7 ~3 m: m:2");

    assertThat(calls.decisions(CALL))
        .extracting(it -> it.hears() instanceof CallerAction.Collect(var url, _, _, _) ? url : "-")
        .containsExactly(
            "https://x.example/gold.wav",
            "https://x.example/again.wav",
            "https://x.example/slowly.wav",
            "-");
  }

  @Test
  void shouldCountTurnsByWhatIsHeard() {
    var calls = run(SHIPPED, "m:@0 m:1@1 m:1@1 m:9@2 f4 m:1@4");

    assertThat(calls.decisions(CALL))
        .extracting(it -> it.turn() + " " + it.reason())
        .containsExactly(
            "1 started", "2 moved", "2 repeated", "3 no_match", "4 fallback", "5 moved");
  }

  @Test
  void shouldAnswerTheSameRequestAgainWithoutMoving() {
    var calls = new Calls(SHIPPED);
    calls.receive(CallScript.menu(CALL, "1"), "same", START);
    calls.receive(CallScript.menu(CALL, "1"), "same", START.plusSeconds(1));

    assertThat(calls.decisions(CALL))
        .extracting(it -> it.causeId() + " " + it.reason())
        .containsExactly("same moved", "same repeated");
    assertThat(calls.decisions(CALL))
        .extracting(it -> it.hears())
        .containsOnly(calls.decisions(CALL).getFirst().hears());
  }

  @Test
  void shouldLearnTheNumberFromARequestThatMovesNothing() {
    var calls = run(SHIPPED, "b:1 m: b:A b:1");

    assertThat(calls.outcomes().getFirst().phoneNumber()).isEqualTo("+14155550100");
    assertThat(calls.outcomes().getFirst().tier()).isEqualTo(Tier.GOLD);
  }

  @Test
  void shouldEvictAfterADayInAnyCase() {
    var calls = new Calls(SHIPPED);
    Instant at = START;
    for (int i = 0; i < 3; i++) {
      calls.receive(CallScript.bridge(CALL, "1", at), "d" + i, at);
      at = at.plus(Duration.ofHours(12)).plusMillis(1);
    }
    calls.receive(new CallEvent.Tick(at), "tick", at);

    assertThat(calls.sessions()).isEmpty();
    assertThat(calls.outcomes())
        .hasSize(3)
        .allSatisfy(it -> assertThat(it.reason()).isEqualTo("no_input"));
  }

  private static String after(MenuDefinition definition, String moves) {
    var calls = run(definition, moves);
    assertThat(calls.outcomes().size()).isLessThanOrEqualTo(1);
    return switch (calls.sessions().get(CALL)) {
      case null -> "nothing";
      case Session.Open open -> "open " + open.position().node();
      case Session.Ended ended ->
          (ended.outcome().word()
                  + " "
                  + ended.reason().wireName()
                  + " "
                  + String.join(" ", ended.path()))
              .strip();
    };
  }

  private static Calls run(MenuDefinition definition, String moves) {
    var calls = new Calls(definition);
    var at = START;
    int index = 0;
    for (var move : Arrays.stream(moves.split(" +")).collect(Collectors.toList())) {
      index++;
      if (move.startsWith("~")) {
        at = at.plusSeconds(Long.parseLong(move.substring(1))).minusMillis(index > 1 ? 100 : 0);
        calls.receive(new CallEvent.Tick(at), "tick", at);
      } else {
        calls.receive(event(move, at), "e" + index, at);
        at = at.plusMillis(100);
      }
    }
    return calls;
  }

  private static CallEvent event(String move, Instant at) {
    var keys = move.replaceAll("^.:|@\\d+$", "");
    var turn = move.contains("@") ? Integer.valueOf(move.replaceAll(".*@", "")) : null;
    return switch (move.charAt(0)) {
      case 'm' -> CallScript.menu(CALL, keys, turn);
      case 'b' -> CallScript.bridge(CALL, keys, at);
      case 's' -> CallScript.simulator(CALL, keys);
      case 'f' ->
          new CallEvent.Fallback(
              CALL,
              "r",
              null,
              Tier.GOLD,
              move.length() > 1 ? Integer.valueOf(move.substring(1)) : null);
      default -> new CallEvent.CallEnd(CALL, at, TimeSource.EVENT);
    };
  }
}
