package io.switchboard.ivr.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.ivr.definition.DefinitionFile.Transfers;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DefinitionFileTest {
  /** A sound menu; each fault below is one change to it. */
  private static final String SOUND =
      """
      version: 1
      name: sound
      root: main_menu
      defaults:
        prompts: https://cdn.example.com/main.wav
      globals:
        "0": transfer
      nodes:
        main_menu:
          type: menu
          choices:
            "1": account
            "2": open_now
        account:
          type: collect
          min: 2
          max: 4
          globals: false
          next: complete
        open_now:
          type: hours
          zone: America/New_York
          times: [{days: mon-fri, from: "09:00", to: "17:00"}]
          holidays: [2026-12-25]
          open: bye
          closed: hangup
        bye:
          type: say
          prompts: https://cdn.example.com/bye.wav
          next: {complete: sales}
      """;

  @Test
  void shouldPassTheShippedDefinition() {
    var shipped = DefinitionFile.shipped();

    assertThat(shipped.definition().nodes()).containsOnlyKeys("main_menu", "department", "confirm");
    assertThat(shipped.published(java.time.Instant.EPOCH).root().promptFor(Tier.GOLD))
        .isEqualTo("https://cdn.example.com/prompts/gold_menu.wav");
    assertThat(shipped.published(java.time.Instant.EPOCH).root().promptFor(Tier.NONE))
        .isEqualTo("https://cdn.example.com/prompts/default_menu.wav");
  }

  @Test
  void shouldPassASoundMenu() {
    assertThat(DefinitionFile.read(SOUND, Transfers.POSSIBLE).problems()).isEmpty();
  }

  @Test
  void shouldHashTheMenuAndNotItsText() {
    var reordered =
        "# a comment\n"
            + SOUND.replace("version: 1\nname: sound\n", "name: \"sound\"\nversion: 1\n");

    assertThat(DefinitionFile.trusted(reordered).hash())
        .isEqualTo(DefinitionFile.trusted(SOUND).hash());
  }

  @Test
  void shouldReadItsOwnBodyBack() {
    var checked = DefinitionFile.trusted(SOUND);

    var again = DefinitionFile.trusted(checked.body().toString());

    assertThat(again.hash()).isEqualTo(checked.hash());
    assertThat(again.definition().nodes()).isEqualTo(checked.definition().nodes());
  }

  /** YAML 1.1 takes all of them for booleans, and the last one for null. */
  @ParameterizedTest
  @CsvSource({"yes, no", "on, Off", "true, FALSE", "account, Null"})
  void shouldKeepNamesThatYamlTakesForOtherValues(String node, String queue) {
    var menu =
        SOUND
            .replace("account", node)
            .replace("complete: sales", "complete: " + queue)
            .replace("globals: false", "globals: off");
    var checked = DefinitionFile.trusted(menu);

    var again = DefinitionFile.trusted(checked.body().toString());

    assertThat(again).isEqualTo(checked);
  }

  @Test
  void shouldRefuseAMenuThatWouldBeAnotherOneAsJson() {
    var nextLine = SOUND.replace("name: sound", "name: \"so\\Nund\"");

    var problems = DefinitionFile.read(nextLine, Transfers.POSSIBLE).problems();

    assertThat(problems)
        .extracting(DefinitionProblem::message)
        .containsExactly("as published JSON, this menu would be another one");
  }

  @Test
  void shouldRefuseAMenuThatIsTooLargeAsJson() {
    var holidays = String.join(",", Collections.nCopies(23_000, "2026-12-25"));

    var problems =
        DefinitionFile.read(SOUND.replace("2026-12-25", holidays), Transfers.POSSIBLE).problems();

    assertThat(problems)
        .singleElement()
        .asString()
        .contains("as published JSON, this menu could not be read", "exceeds the limit", "smaller");
  }

  @ParameterizedTest(name = "{0} → {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`\"1\": account` | `\"1\": acount` | 12:12 unknown-target: there is no node 'acount'; did you mean 'account'?",
        "root: main_menu | root: main_manu | 3:1 unknown-target: there is no node 'main_manu'; did you mean 'main_menu'?",
        "`\"2\": open_now` | `\"2\": account` | 20:3 unreachable: no edge leads to 'open_now'",
        "`open: bye` | `open: open_now` | 20:3 endless-loop: silence or wrong keys never end the call: open_now → open_now",
        "`next: complete` | `next: account` | 14:3 no-way-out: with any keys from 'account' on, the call never ends",
        "`\"2\": open_now` | `\"12\": open_now` | 12:7 ambiguous-prefix: '1' is also the beginning of '12': callers who press '1' would wait 3 s",
        "`\"2\": open_now` | `\"1\": open_now` | 13:7 duplicate-digit: '1' is repeated, first in line 12",
        "`\"2\": open_now` | `\"0\": open_now` | 13:7 duplicate-digit: '0' is a choice here and a global",
        "`\"2\": open_now` | `\"02\": open_now` | 13:7 ambiguous-prefix: '02' can never be pressed: its first key is the global '0'",
        "`    globals: false` | `    sensitive: true` | 14:3 ambiguous-prefix: a number that begins with 0 cannot be entered",
        "`prompts: https://cdn.example.com/main.wav` | `promptSeconds: 3` | 9:3 missing-prompt: callers of 'main_menu' would hear nothing",
        "https://cdn.example.com/bye.wav | http://cdn.example.com/bye.wav | 29:14 insecure-url: prompts are fetched over https only; write https://cdn.example.com/bye.wav",
        "type: say | type: sey | 28:5 wrong-value: 'sey' is not a type of node; did you mean 'say'?",
        "`    min: 2` | `    mim: 2` | 16:5 unknown-field: 'mim' is not allowed here; did you mean 'min'?",
        "`    min: 2` | `    min: 9` | 16:5 wrong-value: min 9 is more than max 4",
        "`    max: 4` | `    max: many` | 17:10 wrong-value: 'max' must be a whole number from 1 to 32",
        "America/New_York | America/New_Yorck | 22:11 wrong-value: 'America/New_Yorck' is not an IANA time zone; did you mean 'America/New_York'?",
        "mon-fri | mon-fry | 23:20 wrong-value: 'mon-fry' is not a day",
        "17:00 | 25:00 | 23:48 wrong-value: '25:00' is not a time of day",
        "2026-12-25 | 2026-13-25 | 24:16 wrong-value: this is not a date",
        "`\"1\": account` | `\"E\": account` | 12:7 wrong-value: 'E' cannot be pressed",
        "`name: sound` | `title: sound` | 1:1 missing-field: 'name' is missing",
        "`next: complete` | `pattern: (a+)+b` | 19:14 wrong-value: this pattern could take long to match",
        "`closed: hangup` | `closed: {transfer: no queue}` | 26:24 wrong-value: a queue's name has 1 to 64 letters",
        "`  bye:` | `  hangup:` | 27:3 wrong-value: 'hangup' is an action and cannot be a node's name",
        "`version: 1` | `version: [1` | syntax: this is not YAML",
      })
  void shouldNameTheFaultItsPlaceAndWhatWouldMendIt(String sound, String fault, String problem) {
    var problems =
        DefinitionFile.read(SOUND.replace(sound, fault), Transfers.POSSIBLE).problems().stream()
            .map(DefinitionProblem::toString)
            .toList();

    assertThat(problems).anySatisfy(it -> assertThat(it).contains(problem.strip()));
  }

  @Test
  void shouldRefuseATransferToNowhere() {
    var problems = DefinitionFile.read(SOUND, Transfers.IMPOSSIBLE).problems();

    assertThat(problems)
        .extracting(DefinitionProblem::line, problem -> problem.fault().code())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(7, "no-transfer-url"),
            org.assertj.core.groups.Tuple.tuple(19, "no-transfer-url"),
            org.assertj.core.groups.Tuple.tuple(30, "no-transfer-url"));
  }

  @Test
  void shouldSurviveAnything() {
    for (var text :
        List.of(
            "",
            "- a",
            "a",
            "{",
            "nodes: {a: 1}",
            "nodes: {a: {type: menu}}",
            "!!java.lang.Object {}",
            "&a [*a]",
            "1: {2: 3}")) {
      assertThat(DefinitionFile.read(text, Transfers.POSSIBLE).problems()).as(text).isNotEmpty();
    }
  }
}
