package io.switchboard.cli.count;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.cli.CommandRig;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CountCommandTest {
  @TempDir private static Path directory;

  @AutoClose
  @SuppressWarnings("NullAway.Init") // before all tests
  private static CommandRig rig;

  @BeforeAll
  static void open() {
    rig = CommandRig.withTopics(directory, 1, "cxone.call-results");
    for (var category : new String[] {"low", "high", "low"}) {
      rig.send("cxone.call-results", "c-1", "{\"a\":{\"category\":\"" + category + "\"}}");
    }
    rig.send("cxone.call-results", "c-2", "no JSON");
    rig.flush();
  }

  @Test
  void shouldCountByAFieldAndTheKey() {
    var ran = rig.run("count", "cxone.call-results", "--by", "a.category,key", "-o", "csv");

    assertThat(ran.out())
        .isEqualToNormalizingNewlines(
            """
            a.category,key,records
            '-,c-2,1
            high,c-1,1
            low,c-1,2
            """);
  }

  @Test
  void shouldCountByTheHourOfTheZone() {
    var ran =
        rig.run("count", "cxone.call-results", "--by", "hour", "--zone", "+05:00", "-o", "ndjson");

    assertThat(ran.out()).containsPattern("T\\d\\d:00\\+05:00");
  }

  @Test
  void shouldSayThatNoRecordHasTheFieldToCountBy() {
    var ran = rig.run("count", "cxone.call-results", "--by", "a.category,severty,hour");

    assertThat(ran.err()).contains("no record has a field severty").doesNotContain("a.category");
  }

  @Test
  void shouldRefuseAWindowThatEndsBeforeItBegins() {
    var ran = rig.run("count", "cxone.call-results", "--from", "1h", "--to", "2h");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("--to is not after --from");
  }

  @Test
  void shouldSayWhyNothingIsCounted() {
    var ran = rig.run("count", "cxone.call-results", "--where", "categry = 'low'");

    assertThat(ran.out()).contains("0 of 4 records match; none has a field categry");
  }

  @Test
  void shouldRefuseAWindowThatBeginsNow() {
    var ran = rig.run("count", "cxone.call-results", "--from", "now");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("--from is now: the window is empty");
  }
}
