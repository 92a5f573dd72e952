package io.switchboard.cli.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.cli.CommandRig;
import io.switchboard.cli.MigratedDatabase;
import io.switchboard.contract.settings.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProfilesCommandTest {
  private static final String LIST =
      """
      phone_number,tier,menu_prompt_url
      (415) 555-0100,gold,https://cdn.example.com/own.wav
      '+442079460958,Platinum,
      4155550102,bronze,
      +1 415 555 0100,silver,
      +14155550103,silver,http://cdn.example.com/own.wav
      nobody,silver,
      4155550104.0,silver,
      415-555-0105/0106,silver,
      1.41556E+10,silver,
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path directory;

  @AutoClose
  @SuppressWarnings("NullAway.Init") // before all tests
  private static CommandRig rig;

  @SuppressWarnings("NullAway.Init")
  private static DatabaseSettings database;

  @BeforeAll
  static void open() throws Exception {
    var url = MigratedDatabase.create();
    database = DatabaseSettings.parse(url);
    rig = CommandRig.withTopics(directory, 1);
    rig.write(Map.of("DATABASE_URL", url));
  }

  @BeforeEach
  void empty() throws Exception {
    try (var connection = database.connect("test");
        var statement = connection.createStatement()) {
      statement.execute("TRUNCATE customer_profiles");
    }
  }

  @Test
  void shouldTakeWhatItCanAndNameTheLinesThatItLeavesOut() throws IOException {
    var rejects = directory.resolve("rejects.csv");

    var ran = rig.run("profiles", "import", file(LIST), "--yes", "--rejects", rejects.toString());

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).contains("3 profiles imported, 6 lines skipped");
    assertThat(ran.err())
        .contains(
            "plan: 3 new, 0 changed, 0 unchanged",
            "line 4 has a tier that is none of",
            "line 5 has the same number as line 2",
            "line 6 has a menu_prompt_url that is not an https URL",
            "line 7 has a phone_number that cannot be read",
            "line 9 has a phone_number that holds several numbers",
            "line 10 has a phone_number that a spreadsheet has rounded")
        .doesNotContain("555");
    assertThat(Files.readAllLines(rejects))
        .hasSize(7)
        .startsWith("phone_number,tier,menu_prompt_url", "4155550102,bronze,");
    assertThat(show("415-555-0100")).contains("gold, hears https://cdn.example.com/own.wav");
    assertThat(show("+44 20 7946 0958")).contains("platinum");
    assertThat(show("+14155550104")).contains("silver");
  }

  @Test
  void shouldWriteNoRejectsForAPlan() throws IOException {
    var rejects = directory.resolve("planned-rejects.csv");

    var ran = rig.run("profiles", "import", file(LIST), "--plan", "--rejects", rejects.toString());

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(rejects).doesNotExist();
  }

  @Test
  void shouldChangeNothingByThePlan() throws IOException {
    var ran = rig.run("profiles", "import", file(LIST), "--plan");

    assertThat(ran.err()).contains("plan: 3 new", "Nothing was changed.");
    assertThat(show("415-555-0100")).contains("no profile");
  }

  @Test
  void shouldChangeNothingByTheSameListAgain() throws IOException {
    rig.run("profiles", "import", file(LIST), "--yes");

    var again = rig.run("profiles", "import", file(LIST), "--yes");

    assertThat(again.err()).contains("plan: 0 new, 0 changed, 3 unchanged").doesNotContain("name");
  }

  @Test
  void shouldRemoveTheOthersOnlyWhenAsked() throws IOException {
    rig.run("profiles", "import", file(LIST), "--yes");
    var shorter = file("phone_number,tier\n4155550100,standard\n");

    var kept = rig.run("profiles", "import", shorter, "--yes");
    var platinum = show("+442079460958");
    var replaced = rig.run("profiles", "import", shorter, "--replace", "--yes");

    assertThat(kept.err()).contains("0 new, 1 changed, 0 unchanged", "2 not in the list stay");
    assertThat(platinum).contains("platinum");
    assertThat(replaced.err()).contains("1 unchanged", "2 not in the list are removed");
    assertThat(show("+442079460958")).contains("no profile");
  }

  @Test
  void shouldSayWhatIsMissingInTheFirstLine() throws IOException {
    var ran = rig.run("profiles", "import", file("number;tier\n1;gold\n"));

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("columns phone_number and tier", "it is: number;tier");
  }

  private String show(String number) {
    return rig.run("profiles", "show", number).out();
  }

  private String file(String content) throws IOException {
    return Files.writeString(directory.resolve("list.csv"), content).toString();
  }
}
