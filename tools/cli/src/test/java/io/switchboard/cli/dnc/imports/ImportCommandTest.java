package io.switchboard.cli.dnc.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.cli.CommandRig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImportCommandTest {
  @TempDir private static Path directory;

  @AutoClose
  @SuppressWarnings("NullAway.Init") // before all tests
  private static CommandRig rig;

  @BeforeAll
  static void open() {
    rig = CommandRig.withTopics(directory, 1, "dnc.events");
  }

  @Test
  void shouldTakeADirectoryForWrongUsage() {
    var ran = load(directory, "--plan");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("cannot read " + directory);
  }

  @Test
  void shouldTakeJsonForWrongUsage() throws IOException {
    var file = Files.writeString(directory.resolve("list.json"), "[{\"number\": 1}]");

    var ran = load(file, "--plan");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("the first line has to name the column phone_number");
  }

  @Test
  void shouldWriteNoRejectsForAPlan() throws IOException {
    var file = Files.writeString(directory.resolve("list.csv"), "phone_number\n\"\"\nx\n");
    var rejects = directory.resolve("rejects.csv");

    var ran = load(file, "--plan", "--rejects", rejects.toString());

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(rejects).doesNotExist();
  }

  private CommandRig.Ran load(Path file, String... more) {
    var arguments = new java.util.ArrayList<>(java.util.List.of("dnc", "import", file.toString()));
    arguments.addAll(java.util.List.of("--by", "jane"));
    arguments.addAll(java.util.List.of(more));
    return rig.run(arguments.toArray(String[]::new));
  }
}
