package io.switchboard.cli.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.cli.CommandRig;
import io.switchboard.contract.json.Json;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TailCommandTest {
  @TempDir private static Path directory;

  @AutoClose
  @SuppressWarnings("NullAway.Init") // before all tests
  private static CommandRig rig;

  @BeforeAll
  static void open() {
    rig = CommandRig.withTopics(directory, 1, "cxone.call-results", "cxone.dnc-events");
    rig.send(
        "cxone.call-results",
        "c-1",
        "{\"dispositionCode\":\"1001\",\"phoneNumber\":\"+14155552671\"}");
    rig.flush();
    rig.send("cxone.dnc-events", "+14155552671", "{\"eventName\":\"optOut\"}");
    rig.flush();
    rig.send("cxone.call-results", "c-2", "{\"dispositionCode\":\"2001\"}");
    rig.flush();
  }

  @Test
  void shouldMergeTopicsByTimeAndMaskNumbers() {
    var ran = rig.run("tail", "cxone.call-results", "cxone.dnc-events", "--from", "beginning");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out().lines()).hasSize(3);
    assertThat(ran.out()).containsSubsequence("1001", "optOut", "2001").doesNotContain("5552671");
  }

  @Test
  void shouldRevealNumbersToWhoAsks() {
    var ran = rig.run("tail", "cxone.dnc-events", "--from", "beginning", "--reveal");

    assertThat(ran.out()).contains("+14155552671");
  }

  @Test
  void shouldShowOnlyWhatFitsAsJson() {
    var ran =
        rig.run(
            "tail",
            "cxone.call-results",
            "--from",
            "-10m",
            "--json",
            "--where",
            "dispositionCode = '2001' and time >= -10m");

    assertThat(ran.out().lines()).singleElement().asString().contains("\"key\":\"c-2\"");
  }

  @Test
  void shouldShowTheNewestRecordsThatMatchAndEnd() {
    var ran =
        rig.run("tail", "cxone.call-results", "--last", "1", "--where", "dispositionCode = '1001'");

    assertThat(ran.out().lines()).singleElement().asString().contains("1001");
  }

  @Test
  void shouldPrintOneJsonDocument() throws Exception {
    var ran = rig.run("tail", "cxone.call-results", "--last", "5", "-o", "json");

    assertThat(Json.mapper().readTree(ran.out()).findValuesAsText("key"))
        .containsExactly("c-1", "c-2");
  }

  @Test
  void shouldRefuseAJsonDocumentThatIsNeverComplete() {
    var ran = rig.run("tail", "cxone.call-results", "--last", "5", "--follow", "-o", "json");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("-o ndjson");
  }

  @Test
  void shouldPrintTimesInTheZone() {
    var ran = rig.run("tail", "cxone.call-results", "--last", "1", "--zone", "Asia/Kolkata");

    assertThat(ran.out()).containsPattern("^[-0-9]{10}T[0-9:.]{12}\\+05:30  t");
  }

  @Test
  void shouldShowTheFieldsThatMatterInColumns() {
    var ran = rig.run("tail", "cxone.call-results", "--last", "1");

    assertThat(ran.out().strip())
        .endsWith("cxone.call-results  c-2             dispositionCode 2001");
  }

  @Test
  void shouldSayThatNoRecordHasAFieldOfTheFilter() {
    var ran = rig.run("tail", "cxone.call-results", "--from", "1h", "--where", "severty = 'low'");

    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .contains("from 20", "to now", "0 of 2 records match; none has a field severty");
  }

  @Test
  void shouldPointAtTheCharacterThatIsWrong() {
    var ran = rig.run("tail", "cxone.call-results", "--where", "dispositionCode = abc");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("text stands in quotes: 'abc', at character 19", "^");
  }

  @Test
  void shouldNameTheTopicsThereAre() {
    var ran = rig.run("tail", "cxone.call-result");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("no topic", "cxone.call-results");
  }
}
