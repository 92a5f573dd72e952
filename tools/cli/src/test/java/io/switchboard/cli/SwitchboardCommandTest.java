package io.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

final class SwitchboardCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldExplainItselfWhenNothingIsAsked() {
    var exitCode = execute();

    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString()).contains("Usage: switchboard");
  }

  @Test
  void shouldNameAnUnknownCommandInOneLine() {
    var exitCode = execute("fly");

    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly("switchboard: there is no command 'fly'; try: switchboard --help");
  }

  @Test
  void shouldSuggestTheCommandThatWasMeant() {
    execute("tial");

    assertThat(err.toString().lines())
        .containsExactly("switchboard: there is no command 'tial'; did you mean 'tail'?");
  }

  @Test
  void shouldSayInTwoLinesWhichValueIsWrong() {
    var exitCode = execute("dlq", "show", "--limit", "many");

    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(2);
    assertThat(err.toString()).contains("'--limit'", "'many'", "Try: switchboard dlq show --help");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "tail dnc.events --zone Berlin,'Berlin' is no zone like Europe/Berlin",
        "tail dnc.events --last -1,'-1' is no whole number like 10",
        "send digit --url localhost:80,'localhost:80' is no address like http://127.0.0.1:8080",
        "dnc reconcile --settle soon,'soon' is no duration like 15m or 1h",
      })
  void shouldSayInWordsWhichValuesAnOptionTakes(String text, String said) {
    var exitCode = execute(text.split(" "));

    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString()).contains(said).doesNotContain("java.", "class ");
  }

  @Test
  void shouldSayWhereTheOptionsOfACommandStand() {
    var exitCode = execute("--deployment", "acme", "status");

    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString())
        .contains("options follow the command, as in: switchboard status --deployment");
  }

  @Test
  void shouldBreakLinesOfItsHelpBetweenWordsOnly() {
    execute("tail", "--help");

    assertThat(out.toString()).contains("2026-11-26T17:00:00Z", "2026-11-26T17:00 ");
  }

  @Test
  void shouldExplainACommandOfACommand() {
    var exitCode = execute("help", "dlq", "redrive");
    var unknown = execute("help", "dlq", "redrve");

    assertThat(exitCode).isZero();
    assertThat(out.toString()).contains("Usage: switchboard dlq redrive", "--canary");
    assertThat(unknown).isEqualTo(2);
    assertThat(err.toString()).contains("did you mean 'redrive'?");
  }

  @Test
  void shouldNameEveryCommandAsItsAnnotation() {
    assertThat(SwitchboardCommand.COMMANDS)
        .allSatisfy(
            (name, command) ->
                assertThat(command.getAnnotation(Command.class).name()).isEqualTo(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "status --help", "dnc import --help", "help dlq show", "tial"})
  void shouldAnswerTheSameWithTheCommandsThatAreNeeded(String text) {
    var arguments = text.split(" ");

    var answer = answer(SwitchboardCommand.commandLineFor(arguments), arguments);

    assertThat(answer).isEqualTo(answer(SwitchboardCommand.commandLine(), arguments));
  }

  private static String answer(CommandLine line, String... arguments) {
    var text = new StringWriter();
    line.setOut(new PrintWriter(text, true)).setErr(new PrintWriter(text, true));
    return line.execute(arguments) + System.lineSeparator() + text;
  }

  @Test
  void shouldCompleteCommandsAndOptions() {
    execute("completion");

    assertThat(out.toString()).contains("switchboard", "what-if", "--deployment");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void shouldKeepEveryExampleOnItsLine(String name, CommandLine command) {
    command.setUsageHelpWidth(60).setUsageHelpAutoWidth(false);

    assertThat(command.getUsageMessage().lines())
        .as(name)
        .containsAll(
            Arrays.stream(command.getCommandSpec().usageMessage().footer())
                .filter(line -> line.startsWith("  "))
                .toList());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void shouldSayWhatACommandDoesInOneForm(String name, CommandLine command) {
    assertThat(String.join(" ", command.getCommandSpec().usageMessage().description()))
        .as(name)
        .doesNotContainPattern("^(Shows|Prints|Writes|Creates|Deletes|Classifies|Decides|Plays)")
        .doesNotContain("without --yes");
  }

  @Test
  void shouldWriteNoPageUnderTheNameOfAPdf() {
    var exitCode = execute("dnc", "evidence", "+14155550133", "--out", "evidence.pdf");

    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString()).contains("the page is HTML, name it FILE.html");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ivr check ", "dispositions check "})
  void shouldAskForAFileInUtf8(String command, @TempDir Path directory) throws IOException {
    var file =
        Files.writeString(directory.resolve("a.yaml"), "version: 1", StandardCharsets.UTF_16);

    var exitCode = execute((command + file).split(" "));

    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString())
        .contains("cannot read " + file + ": it is not UTF-8; save it as UTF-8");
  }

  @Test
  void shouldRefuseAnotherFormatOfSignedHeads() {
    var exitCode = execute("dnc", "export", "--heads", "-o", "ndjson");

    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString()).contains("--heads is CSV with a signature");
  }

  @Test
  void shouldPrintNoControlCharacterOfATextForPeople() {
    var line = SwitchboardCommand.commandLine().setOut(new PrintWriter(out, true));

    new Console(line.getCommandSpec()).print("two\033[2J\nlines");

    assertThat(out.toString().lines()).containsExactly("two\\u001B[2J", "lines");
  }

  @Test
  void shouldTellAFailureWithoutStackTrace() {
    var line = SwitchboardCommand.commandLine();
    line.addSubcommand("break", new Breaks()).setErr(new PrintWriter(err, true));

    var exitCode = line.execute("break");

    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString()).isEqualToIgnoringNewLines("switchboard break: the wire is cut");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void shouldShowAnExampleInEveryHelp(String name, CommandLine command) {
    assertThat(command.getUsageMessage()).as(name).contains("xample");
  }

  private int execute(String... arguments) {
    return SwitchboardCommand.commandLineFor(arguments)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  static Stream<Object[]> commands() {
    return all(SwitchboardCommand.commandLine())
        .map(line -> new Object[] {line.getCommandSpec().qualifiedName(), line});
  }

  private static Stream<CommandLine> all(CommandLine root) {
    return Stream.concat(
        Stream.of(root),
        root.getSubcommands().values().stream().flatMap(SwitchboardCommandTest::all));
  }

  @Command(name = "break")
  private static final class Breaks implements Runnable {
    @Override
    public void run() {
      throw new IllegalStateException("the wire is cut");
    }
  }
}
