package io.switchboard.cli.dispositions;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.cli.SwitchboardCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DispositionsCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path directory;

  @Test
  void shouldCheckTheRulesThatItPrints() throws IOException {
    run("dispositions", "rules");
    var file = Files.writeString(directory.resolve("dispositions.yaml"), out.toString());
    var exitCode = run("dispositions", "check", file.toString(), "--code", "1001", "--code", "777");

    assertThat(exitCode).isZero();
    assertThat(err.toString()).isEmpty();
    assertThat(out.toString())
        .contains("1001 -> do_not_call, critical (do-not-call)", "777 -> unclassified, low");
  }

  @Test
  void shouldNameEveryProblemWithItsLineAndFail() throws IOException {
    var file =
        Files.writeString(
            directory.resolve("bad.yaml"),
            "rules:\n  - id: out\n    codes: [1001, 1001]\n    category: lead\n    severity: low\n");
    var exitCode = run("dispositions", "check", file.toString());

    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString())
        .contains("error: ", "bad.yaml: line 3: code 1001 is already in line 3")
        .contains("warning: ", "no rule has the category do_not_call");
  }

  @Test
  void shouldSayThatAFileIsNotThere() {
    var exitCode = run("dispositions", "check", "/nowhere/dispositions.yaml");

    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString()).contains("cannot read /nowhere/dispositions.yaml");
  }

  @Test
  void shouldPrintTheSchema() {
    run("dispositions", "rules", "--schema");

    assertThat(out.toString()).contains("https://json-schema.org/draft/2020-12/schema");
  }

  private int run(String... arguments) {
    return SwitchboardCommand.commandLineFor(arguments)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
