package io.switchboard.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.cli.settings.SettingsSection.SettingDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A setting that is read is in the reference, and one in the reference is read. */
final class SettingsReferenceTest {
  private static final Path ROOT = Path.of("..", "..");

  /** Variables as Java, logback and the launcher write them. */
  private static final Pattern NAME =
      Pattern.compile(
          "\"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\"|\\$\\{(?:env:)?([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+):?-");

  /** Words in the form of a variable that are not settings. */
  private static final Set<String> OTHERS =
      Set.of(
          "PG_VERSION", // a file of PostgreSQL
          "SQL_ASCII", // an encoding of PostgreSQL
          "OPT_OUT", // an event
          "NO_INPUT", // what the Virtual Agent Hub reports of a caller, and the next three
          "USER_ENDED_SESSION",
          "AUTOMATED_TEXT",
          "DTMF_AS_TEXT",
          "SEND_DTMF_ONLY_AS_TEXT", // what it is to collect
          "CONSOLE_URL", // written by up
          "SIMULATED_TENANT_URL", // written by up
          "JAVA_HOME",
          "LC_ALL", // of the system, and the next
          "LC_CTYPE",
          "MAVEN_OPTS",
          "SWITCHBOARD_LAUNCHER"); // from the launcher to the bench

  @Test
  void shouldDescribeEverySettingThatAServiceReads() {
    var read = SettingsReference.collect();

    assertThat(described().keySet()).containsAll(read.keySet());
  }

  @Test
  void shouldDescribeNoUnusedSetting() {
    var unread = described();
    unread.keySet().removeAll(SettingsReference.collect().keySet());

    assertThat(unread).allSatisfy((_, description) -> assertThat(description.by()).isNotNull());
  }

  @Test
  void shouldDescribeEveryVariableInTheSources() throws IOException {
    var named = new TreeSet<String>();
    for (var file : sources()) {
      NAME.matcher(Files.readString(file))
          .results()
          .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
          .forEach(named::add);
    }
    named.removeAll(OTHERS);

    assertThat(named).contains("HTTP_PORT", "SWITCHBOARD_HEAP", "SWITCHBOARD_LOG_LEVEL");
    assertThat(described().keySet()).containsAll(named);
  }

  @Test
  void shouldStandInTheDocumentation() throws IOException {
    var page = SettingsPage.of(SettingsSection.all(), SettingsReference.collect(), null);

    assertThat(Files.readString(ROOT.resolve("docs/settings.md")))
        .as("run ./switchboard settings > docs/settings.md")
        .isEqualTo(page);
  }

  @Test
  void shouldPrintTheSettingsOfOneService() {
    var page = SettingsPage.of(SettingsSection.all(), SettingsReference.collect(), "dnc-streams");

    assertThat(page.replaceAll("\\s+", " "))
        .contains(
            "- `KAFKA_BOOTSTRAP_SERVERS` (every service)",
            "Required by every service.",
            "Default: 0, in production 3.")
        .doesNotContain("HTTP_PORT` (");
  }

  private static TreeMap<String, SettingDescription> described() {
    var all = new TreeMap<String, SettingDescription>();
    SettingsSection.all().forEach(section -> all.putAll(section.settings()));
    return all;
  }

  private static Iterable<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT, 14)) {
      return files
          .filter(
              file -> {
                var path = file.toString();
                return path.endsWith("/switchboard")
                    ? Files.isRegularFile(file)
                    : path.contains("/src/main/")
                        && (path.endsWith(".java") || path.endsWith("logback.xml"))
                        && !path.contains("/tools/bench/")
                        && !path.contains("/tests/")
                        && !path.endsWith("/bench/");
              })
          .toList();
    }
  }
}
