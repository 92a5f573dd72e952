package io.switchboard.ivr.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.CallerAction;
import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.ivr.CallScript;
import io.switchboard.ivr.definition.DefinitionFile;
import io.switchboard.ivr.menu.MenuDefinition;
import io.switchboard.ivr.simulation.Move;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls in the notation of {@link Move}; moves are 100 ms apart. */
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
        "bridge:1 bridge:A bridge:1 | completed selection 1 A 1",
        "bridge:9 +11 | timed_out no_input",
        "bridge:9 +9 bridge:9 +9 | open main_menu",
        "simulator:2 +11 | timed_out no_input 2",
        "bridge:1 +10 bridge:A | open confirm",
        "menu:1 menu:B menu:1 | completed selection 1 B 1",
        "menu:1B1 | completed selection 1 B 1",
        "menu: menu:0 | transferred selection 0",
        "menu:# | hung_up selection #",
        "menu: menu: | open main_menu",
        "menu: +2 menu: +2 menu: | open main_menu",
        "menu: +3 menu: | timed_out no_input",
        "menu:1 +2 menu: | open department",
        "menu:1 menu:1 | open department",
        "menu: +30 | open main_menu",
        "menu: +31 | timed_out no_input",
        "menu: bridge:0 simulator:# | open main_menu",
        "bridge:1 menu:0 | open department",
        "bridge:1 end | abandoned call_end 1",
        "end | nothing",
        "bridge:1 bridge:A bridge:1 end bridge:1 | completed selection 1 A 1",
        "menu:1 fallback menu:A | open main_menu",
        "menu:1 fallback menu:1 | open department",
        "menu:1A fallback end | abandoned call_end",
        "menu:1 fallback menu:1 menu:A menu:1 | completed selection 1 A 1",
        "fallback menu:1 | open department",
        "bridge:9 bridge:9 bridge:9 bridge:9 bridge:9 bridge:9 bridge:9 bridge:9 bridge:9 bridge:9"
            + " | hung_up no_match",
        "menu:1@0 menu:A@1 menu:A@1 menu:1@2 | completed selection 1 A 1",
        "menu:1@0 fallback@2 menu:2@2 | open department",
        "menu:1@0 fallback@2 menu:A@1 | open confirm",
        "menu:1@0 menu:A@1 fallback@2 menu:1@2 | completed selection 1 A 1",
      })
  void shouldDecideTheShippedMenu(String moves, String expected) {
    assertThat(after(SHIPPED, moves)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "menu: menu:2 | completed selection 2",
        "menu: menu:32 | completed selection 32",
        "bridge:3 bridge:2 | completed selection 32",
        "bridge:3 +4 +11 +11 +5 | timed_out no_input",
        "bridge:3 +4 bridge:3 +4 bridge:3 +4 +5 | timed_out partial",
        "menu: menu:3 menu:3 menu:3 | transferred partial",
        "menu: menu:7 menu:7 menu:7 | transferred no_match",
        "menu: +3 menu: menu:7 +3 menu: menu:7 | hung_up max_attempts",
        "menu: menu:7 +3 menu: menu:7 +3 menu: | timed_out max_attempts",
        "menu: +3 menu: +3 menu: +3 menu: menu: | timed_out no_input",
        "menu: menu:1 menu:4711 | completed selection 1 ***",
        "bridge:1 bridge:4 bridge:7 bridge:1 +4 | completed selection 1 ***",
        "bridge:1 bridge:4 bridge:7 bridge:1 bridge:* | completed selection 1 ***",
        "bridge:1 bridge:4 bridge:7 bridge:# | open pin",
        "bridge:1 bridge:4 bridge:7 +4 bridge:4 +4 bridge:5 +4 +5 | timed_out too_short 1",
        "menu: menu:1 menu:0711 menu:12 menu:0711 | transferred no_match 1",
        "menu: menu:9 | opted_out selection 9",
        "menu: menu:31 menu:31 menu:31 menu:31 menu:31 menu:31 menu:31 menu:31 menu:31 menu:31"
            + " menu:31 menu:31 | transferred max_steps 31 31 31 31 31 31 31 31 31 31 31 31",
      })
  void shouldDecideARichMenu(String moves, String expected) {
    assertThat(after(RICH, moves)).isEqualTo(expected);
  }

  @Test
  void shouldPlayTheVariantForTheAttempt() {
    var calls = run(RICH, "menu: menu:7 +3 menu: menu:2");

    assertThat(calls.decisions(CALL))
        .extracting(it -> it.action() instanceof CallerAction.Collect(var url, _, _, _) ? url : "-")
        .containsExactly(
            "https://x.example/gold.wav",
            "https://x.example/again.wav",
            "https://x.example/slowly.wav",
            "-");
  }

  @Test
  void shouldCountTurnsByWhatIsHeard() {
    var calls = run(SHIPPED, "menu:@0 menu:1@1 menu:1@1 menu:9@2 fallback@4 menu:1@4");

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
        .extracting(it -> it.action())
        .containsOnly(calls.decisions(CALL).getFirst().action());
  }

  @Test
  void shouldLearnTheNumberFromARequestThatMovesNothing() {
    var calls = run(SHIPPED, "bridge:1 menu: bridge:A bridge:1");

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
          (ended.outcome().wireName()
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
    for (var move : Arrays.stream(moves.split(" +")).map(Move::parse).toList()) {
      index++;
      if (move instanceof Move.Wait(var time)) {
        at = at.plus(time).minusMillis(index > 1 ? 100 : 0);
        calls.receive(new CallEvent.Tick(at), "tick", at);
      } else {
        calls.receive(event(move, at), "e" + index, at);
        at = at.plusMillis(100);
      }
    }
    return calls;
  }

  private static CallEvent event(Move move, Instant at) {
    return switch (move) {
      case Move.Keys(var source, var keys, var turn) ->
          switch (source) {
            case BRIDGE -> CallScript.bridge(CALL, keys, at);
            case SIMULATOR -> CallScript.simulator(CALL, keys);
            case MENU -> CallScript.menu(CALL, keys, turn);
            case null -> throw new IllegalArgumentException("these tests name the source");
          };
      case Move.Fallback(var turn) -> new CallEvent.Fallback(CALL, "r", null, Tier.GOLD, turn);
      case Move.HangUp _ -> new CallEvent.CallEnd(CALL, at, TimeSource.EVENT);
      case Move.Wait _, Move.Silence _ -> throw new IllegalArgumentException("no event: " + move);
    };
  }
}
