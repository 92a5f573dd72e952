package io.switchboard.disposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.contract.event.disposition.Severity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulesFileTest {
  private static final String GOOD =
      """
      version: "7"
      rules:
        - id: out
          codes: [1001, "0123"]
          category: do_not_call
          severity: critical
      """;

  @Test
  void shouldShipTheRulesThatArePromised() {
    var rules = RulesFile.shipped();

    for (var code : List.of("1001", "1002", "1003")) {
      assertThat(rules.classify(code).category()).isEqualTo("do_not_call");
      assertThat(rules.classify(code).severity()).isEqualTo(Severity.CRITICAL);
    }
    for (var code : List.of("2001", "2002")) {
      assertThat(rules.classify(code).category()).isEqualTo("callback_later");
    }
    for (var code : List.of("3001", "3002", "3003")) {
      assertThat(rules.classify(code).category()).isEqualTo("qualified_lead");
    }
    assertThat(rules.classify("4001").category()).isEqualTo("wrong_number");
    assertThat(rules.classify("1004").category()).isEqualTo("unclassified");
    assertThat(RulesFile.check(RulesFile.shippedText()).problems()).isEmpty();
  }

  @Test
  void shouldTellFilesApartByVersionAndContent() {
    var first = RulesFile.check(GOOD).rules().orElseThrow();
    var second = RulesFile.check(GOOD.replace("1001", "1002")).rules().orElseThrow();

    assertThat(first.version()).matches("7\\+[0-9a-f]{12}");
    assertThat(second.version()).isNotEqualTo(first.version());
    assertThat(first.classify("0123").category()).isEqualTo("do_not_call");
  }

  @Test
  void shouldNameEveryProblemWithItsLine() {
    var text =
        """
        rules:
          - id: out
            codes: [1001]
            category: Do Not Call
            severity: urgent
            colour: red
        """;
    var check = RulesFile.check(text);

    assertThat(check.rules()).isEmpty();
    assertThat(check.problems()).hasSize(3);
    assertThat(check.problems().toString())
        .contains("line 4", "category", "line 5", "severity", "colour");
  }

  @Test
  void shouldRefuseTwoRulesForOneCode() {
    var text = GOOD + "  - {id: other, codes: [1001], category: lead, severity: low}\n";
    var check = RulesFile.check(text);

    assertThat(check.problems())
        .extracting(RulesProblem::toString)
        .containsExactly("line 7: code 1001 is already in line 4");
  }

  @Test
  void shouldAskForQuotesAroundALeadingZero() {
    var check = RulesFile.check(GOOD.replace("\"0123\"", "0123"));

    assertThat(check.rules()).isEmpty();
    assertThat(check.problems().toString()).contains("line 4", "needs quotes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1001] # added 2026-01-15", "1001, '0123'] # not 0815", "0, 100]"})
  void shouldTakeNoCommentForACode(String codes) {
    var check = RulesFile.check(GOOD.replace("1001, \"0123\"]", codes));

    assertThat(check.problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# nothing yet\n"})
  void shouldSayThatTheFileIsEmpty(String text) {
    var check = RulesFile.check(text);

    assertThat(check.problems())
        .extracting(RulesProblem::toString)
        .containsExactly(
            "the file is empty; `switchboard dispositions rules` prints one to begin with");
  }

  @Test
  void shouldSayWhereItIsNotYaml() {
    var check = RulesFile.check("rules:\n  - id: [unclosed\n");

    assertThat(check.problems()).hasSize(1);
    assertThat(check.problems().toString()).contains("is not YAML");
  }

  @Test
  void shouldRefuseAReference() {
    var text =
        GOOD.replace("do_not_call", "&stop do_not_call")
            + "  - {id: other, codes: [1002], category: *stop, severity: critical}\n";
    var check = RulesFile.check(text);

    assertThat(check.problems())
        .extracting(RulesProblem::toString)
        .containsExactly(
            "line 7: a reference (*stop) cannot be used here; write the value out again, or put"
                + " quotes around it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"---\nrules: []\n", "...\n---\nrules: []\n", "--- text\n"})
  void shouldRefuseWhatStandsBehindTheFirstDocument(String second) {
    var check = RulesFile.check("---\n" + GOOD + second);

    assertThat(check.rules()).isEmpty();
    assertThat(check.problems())
        .extracting(RulesProblem::toString)
        .singleElement()
        .asString()
        .matches("line \\d+: a second document .* put all rules under one 'rules:'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"---\n", "---\n# end\n", "...\n", "...\n---\n---\n"})
  void shouldTakeAnEndMarkForNoDocument(String end) {
    assertThat(RulesFile.check(GOOD + end).problems()).isEmpty();
  }

  @Test
  void shouldLeaveAVersionWithALeadingZero() {
    var check = RulesFile.check(GOOD.replaceFirst("version: .*", "version: 0123"));

    assertThat(check.problems()).isEmpty();
  }

  @Test
  void shouldRefuseTheSameFieldTwice() {
    assertThat(RulesFile.check(GOOD + "rules: []\n").rules()).isEmpty();
  }

  @Test
  void shouldWarnWhenNothingIsAnOptOut() {
    var check = RulesFile.check(GOOD.replace("do_not_call", "lead"));

    assertThat(check.rules()).isPresent();
    assertThat(check.problems().toString()).contains("no call result will be an opt-out");
  }

  @Test
  void shouldAskForUtf8(@TempDir Path directory) throws Exception {
    var file = Files.writeString(directory.resolve("rules.yaml"), GOOD, StandardCharsets.UTF_16);

    assertThatThrownBy(() -> RulesFile.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("is not UTF-8; save it as UTF-8: " + file);
  }

  @Test
  void shouldSayWhichFileCannotBeRead() {
    assertThatThrownBy(() -> RulesFile.read(Path.of("/nowhere/dispositions.yaml")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/nowhere/dispositions.yaml");
  }
}
