package io.switchboard.ivr.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.CallSource;
import io.switchboard.ivr.CallScript;
import io.switchboard.ivr.definition.DefinitionFile;
import io.switchboard.ivr.menu.MenuDefinition;
import io.switchboard.ivr.simulation.Move;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as one press, and to which entry a terminator belongs. */
final class OnePressTest {
  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  private static final String CALL = "c1";

  /** Exactly four digits, then menus; # hangs up wherever it is pressed. */
  private static final MenuDefinition EXACT =
      DefinitionFile.trusted(
              """
              version: 1
              name: exact
              root: pin
              defaults: {prompts: https://x.example/x.wav}
              globals: {"#": hangup}
              nodes:
                pin:
                  type: collect
                  min: 4
                  max: 4
                  pattern: "[1-8][0-9]{3}"
                  sensitive: true
                  next: two_keys
                two_keys:
                  type: menu
                  choices: {"11": one_key, "12": complete}
                one_key:
                  type: menu
                  choices: {"1": thanks}
                thanks: {type: say, prompts: https://x.example/t.wav, promptSeconds: 4, next: last}
                last:
                  type: menu
                  choices: {"1": complete}
              """)
          .definition();

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "1234#          | two_keys ***",
        "1234 #         | two_keys ***",
        "1234 *         | two_keys ***",
        "1234# #        | ended ***, #",
        "1234##         | ended ***, #",
        "1234 12# #     | ended ***, 12",
        "1234 11#       | one_key ***, 11",
        "1234 11# 1#    | ended ***, 11, 1, #",
        "1234 1#        | two_keys ***",
        "1234 19#       | two_keys ***",
        "9234# #        | ended #",
        "1234 +4 #      | ended ***, #",
        "1234 11 #1     | thanks ***, 11, 1",
        "123#           | pin",
      })
  void shouldGiveATerminatorToTheEntryThatItEnds(String moves, String expected) {
    assertThat(play(moves, CallSource.MENU)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "1 2 3 4 #      | two_keys ***",
        "1 2 3 4 # #    | ended ***, #",
        "1 2 3 4 1 2 #  | ended ***, 12",
        "1 2 3 4 +4 #   | ended ***, #",
      })
  void shouldDoSoKeyByKey(String moves, String expected) {
    assertThat(play(moves, CallSource.SIMULATOR)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "the same key at {0} ms: {1}")
  @CsvSource({
    "'0,20,40,60,80',   department",
    "'0,50,100,150',    department",
    "'0,80',            department",
    "'80,0',            department",
    "'0,81',            'department, one wrong'",
    "'0,200,220',       'department, one wrong'",
  })
  void shouldTakeReportsOfOneToneForOnePress(String times, String expected) {
    var calls = new Calls(DefinitionFile.shipped().definition());
    for (var time : List.of(times.split(","))) {
      var pressed = START.plusMillis(Long.parseLong(time));
      calls.receive(CallScript.bridge(CALL, "1", pressed), "at-" + time, pressed);
    }

    assertThat(calls.sessions().get(CALL))
        .isInstanceOfSatisfying(
            Session.Open.class,
            open -> {
              var wrong = open.position().noMatches();
              assertThat(open.position().node() + (wrong == 1 ? ", one wrong" : ""))
                  .isEqualTo(expected);
            });
  }

  @ParameterizedTest
  @CsvSource({"bridge, RECEIVED", "simulator, EVENT"})
  void shouldCountDigitsWithoutATimeOfTheToneEach(String source, TimeSource timeSource) {
    var calls = new Calls(DefinitionFile.shipped().definition());
    for (int press = 0; press < 2; press++) {
      var at = START.plusMillis(press);
      var of = CallSource.valueOf(source.toUpperCase(java.util.Locale.ROOT));
      calls.receive(new CallEvent.Digit(CALL, "1", of, at, timeSource), "d" + press, at);
    }

    assertThat(calls.decisions(CALL))
        .extracting(it -> it.reason())
        .containsExactly("moved", "no_match");
  }

  /** Moves of {@link Move}, a second apart. */
  private static String play(String moves, CallSource source) {
    var calls = new Calls(EXACT);
    var at = START;
    int index = 0;
    if (source == CallSource.MENU) {
      calls.receive(CallScript.menu(CALL, ""), "start", at);
    }
    for (var text : moves.strip().split(" +")) {
      if (Move.parse(text) instanceof Move.Wait(var time)) {
        at = at.plus(time);
      } else {
        at = at.plusSeconds(1);
        var event =
            source == CallSource.MENU
                ? CallScript.menu(CALL, text)
                : CallScript.simulator(CALL, text);
        calls.receive(event, "e" + index++, at);
      }
    }
    var session = calls.sessions().get(CALL);
    assertThat(session).isNotNull();
    var node = session instanceof Session.Open open ? open.position().node() : "ended";
    return (node + " " + String.join(", ", session.path())).strip();
  }
}
