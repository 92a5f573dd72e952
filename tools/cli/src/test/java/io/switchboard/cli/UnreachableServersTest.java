package io.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.embedded.FreePorts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every command says which address does not answer, and which setting gives it. */
final class UnreachableServersTest {
  private static final String KAFKA = "KAFKA_BOOTSTRAP_SERVERS";
  private static final String DATABASE = "DATABASE_URL";
  private static final String REDIS = "REDIS_URL";
  private static final String INGRESS = "HTTP_PORT";

  /** Commands with a --data-dir that ask no server: `up` has servers of its own. */
  private static final Set<String> WITHOUT_SERVERS = Set.of("up", "ivr check", "topics export");

  private final int port = FreePorts.next();
  @TempDir private Path directory;

  /**
   * A command line.
   *
   * @param setting of the server that it asks first
   * @param arguments FILE stands for a list of numbers
   */
  record Line(String setting, List<String> arguments) {
    static Line of(String setting, String arguments) {
      return new Line(setting, List.of(arguments.split(" ")));
    }
  }

  static Stream<Line> lines() {
    return Stream.of(
        Line.of(KAFKA, "tail cxone.dtmf"),
        Line.of(KAFKA, "count cxone.dtmf"),
        Line.of(KAFKA, "trace call-1"),
        Line.of(KAFKA, "dlq list"),
        Line.of(KAFKA, "dlq show"),
        Line.of(KAFKA, "dlq redrive"),
        Line.of(KAFKA, "dlq park --why test"),
        Line.of(KAFKA, "what-if ivr shipped"),
        Line.of(KAFKA, "what-if dispositions"),
        Line.of(KAFKA, "what-if dnc"),
        Line.of(KAFKA, "replay cxone.dtmf --into copy"),
        Line.of(KAFKA, "ivr list"),
        Line.of(KAFKA, "ivr diff active shipped"),
        Line.of(KAFKA, "ivr show active"),
        Line.of(KAFKA, "ivr activate shipped"),
        Line.of(KAFKA, "topics plan"),
        Line.of(KAFKA, "topics apply"),
        Line.of(KAFKA, "topics delete-replay copy"),
        Line.of(KAFKA, "status"),
        Line.of(DATABASE, "status"),
        Line.of(KAFKA, "dnc opt-out 4155550100 --by me --reason test"),
        Line.of(KAFKA, "dnc opt-in 4155550100 --by me --reason test"),
        Line.of(KAFKA, "dnc import FILE --by me"),
        Line.of(DATABASE, "dnc resolve"),
        Line.of(DATABASE, "dnc explain 4155550100"),
        Line.of(DATABASE, "dnc evidence 4155550100 --out page.html"),
        Line.of(DATABASE, "dnc export"),
        Line.of(DATABASE, "dnc verify"),
        Line.of(DATABASE, "dnc reconcile"),
        Line.of(REDIS, "dnc rebuild"),
        Line.of(DATABASE, "profiles show 4155550100"),
        Line.of(DATABASE, "profiles import FILE"),
        Line.of(DATABASE, "dispositions unknown"),
        Line.of(KAFKA, "dispositions unknown --source topic"),
        Line.of(INGRESS, "send digit"),
        Line.of(KAFKA, "doctor"),
        Line.of(DATABASE, "doctor"),
        Line.of(REDIS, "doctor"),
        Line.of(INGRESS, "doctor"));
  }

  @BeforeEach
  void write() throws IOException {
    var address = "127.0.0.1:" + port;
    Files.writeString(
        directory.resolve(DeploymentOptions.ADDRESSES),
        """
        KAFKA_BOOTSTRAP_SERVERS=%s
        DATABASE_URL=postgres://postgres:secret@%s/switchboard
        REDIS_URL=redis://:secret@%s
        HTTP_PORT=%d
        """
            .formatted(address, address, address, port));
    Files.writeString(directory.resolve("list.csv"), "phone_number,tier\n4155550100,gold\n");
  }

  @ParameterizedTest
  @MethodSource("lines")
  void shouldNameTheAddressAndTheSetting(Line line) {
    var said = new StringWriter();

    var exitCode = run(line, said);

    assertThat(exitCode).as(said.toString()).isEqualTo(1);
    assertThat(said.toString())
        .contains("does not answer at ")
        .contains("127.0.0.1:" + port)
        .contains("connection refused")
        .contains(line.setting() + " in " + directory.resolve(DeploymentOptions.ADDRESSES))
        .doesNotContain("\tat ");
  }

  @ParameterizedTest
  @MethodSource("lines")
  void shouldSayThatNoUpIsRunningOnTheNamedDirectory(Line line) throws IOException {
    Files.delete(directory.resolve(DeploymentOptions.ADDRESSES));
    var said = new StringWriter();

    var exitCode = run(line, said);

    assertThat(exitCode).as(said.toString()).isEqualTo(1);
    assertThat(said.toString())
        .contains("no `up` is running on " + directory + " (no up.env)")
        .doesNotContain("127.0.0.1");
  }

  @Test
  void shouldHaveALineForEveryCommandThatAsksAServer() {
    var whole = SwitchboardCommand.commandLine();
    var tried =
        lines()
            .map(line -> leaf(whole, line.arguments()))
            .collect(Collectors.toCollection(TreeSet::new));

    var known =
        leaves(whole)
            .filter(line -> line.getCommandSpec().optionsMap().containsKey("--data-dir"))
            .map(line -> line.getCommandSpec().qualifiedName().replaceFirst("^switchboard ", ""))
            .filter(name -> !WITHOUT_SERVERS.contains(name))
            .toList();

    assertThat(tried).containsExactlyInAnyOrderElementsOf(known);
  }

  private static String leaf(CommandLine root, List<String> arguments) {
    var line = root;
    var names = new ArrayList<String>();
    for (var argument : arguments) {
      var next = line.getSubcommands().get(argument);
      if (next == null) {
        break;
      }
      names.add(argument);
      line = next;
    }
    return String.join(" ", names);
  }

  private static Stream<CommandLine> leaves(CommandLine line) {
    return line.getSubcommands().isEmpty()
        ? Stream.of(line)
        : line.getSubcommands().values().stream().flatMap(UnreachableServersTest::leaves);
  }

  private int run(Line line, StringWriter said) {
    var all = new ArrayList<>(line.arguments());
    all.replaceAll(
        argument -> argument.equals("FILE") ? directory.resolve("list.csv").toString() : argument);
    all.addAll(List.of("--data-dir", directory.toString()));
    var arguments = all.toArray(String[]::new);
    return SwitchboardCommand.commandLineFor(arguments)
        .setOut(new PrintWriter(said, true))
        .setErr(new PrintWriter(said, true))
        .execute(arguments);
  }
}
