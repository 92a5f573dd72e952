package io.switchboard.cli.ivr;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.cli.DeploymentOptions;
import io.switchboard.cli.SwitchboardCommand;
import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.ivr.definition.DefinitionFile;
import io.switchboard.testkit.cluster.TestCluster;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IvrCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path directory;

  @Test
  void shouldCheckTheMenuThatItShows() throws IOException {
    run("ivr", "show");
    var file = Files.writeString(directory.resolve("menu.yaml"), out.toString()).toString();

    var exitCode = run("ivr", "check", file);

    assertThat(exitCode).isZero();
    assertThat(out.toString()).contains("is valid: 3 nodes, 2 globals");
    assertThat(err.toString().lines()).hasSize(1).first().asString().contains("TRANSFER_URL");
  }

  @Test
  void shouldKnowTheTransferUrlOfARunningUp() throws IOException {
    written(directory, Map.of("TRANSFER_URL", "https://cxone.example.com/t"));

    var exitCode = run("ivr", "check", "shipped", "--data-dir", directory.toString());

    assertThat(exitCode).isZero();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void shouldRefuseTransfersWithoutAUrlInProduction() throws IOException {
    written(directory, Map.of("SWITCHBOARD_ENV", "production"));

    var exitCode = run("ivr", "check", "shipped", "--data-dir", directory.toString());

    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString())
        .contains("shipped:24:8 no-transfer-url", "shipped:44:12 no-transfer-url");
  }

  @Test
  void shouldNameFaultsWithLineAndColumnAndFail() throws IOException {
    var file = Files.writeString(directory.resolve("bad.yaml"), "version: 1\nroot: a\nnodes: {}\n");

    var exitCode = run("ivr", "check", file.toString());

    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString())
        .contains("bad.yaml:1:1 missing-field: 'name' is missing")
        .contains("bad.yaml:2:1 unknown-target: there is no node 'a'");
  }

  @Test
  void shouldNotActivateAFaultyMenu() throws IOException {
    var file = Files.writeString(directory.resolve("bad.yaml"), "version: 1\n");

    var exitCode = run("ivr", "activate", file.toString());

    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString()).contains("has faults and is not activated");
  }

  @Test
  void shouldPlayACall() {
    run(
        "ivr",
        "play",
        "shipped",
        "--tier=gold",
        "--at=2026-11-20T10:00:00Z",
        "--zone=Europe/Berlin",
        "1",
        "A",
        "1");

    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            """
            Friday 2026-11-20T11:00:00+01:00 (Europe/Berlin)

            11:00:00  the call begins  → main_menu [started]: https://cdn.example.com/prompts/gold_menu.wav
            11:00:02  presses 1        → department [moved]: https://cdn.example.com/prompts/gold_menu.wav
            11:00:04  presses A        → confirm [moved]: https://cdn.example.com/prompts/gold_menu.wav
            11:00:06  presses 1        → is transferred
            outcome: completed (selection), path 1 A 1, after 6 s
            """);
  }

  @Test
  void shouldPlaySilenceOfABridgeCall() {
    run("ivr", "play", "shipped", "--source", "bridge", "--at", "2026-11-20T10:00:00Z", "2", "-");

    assertThat(out.toString()).contains(":00:12  is silent", "outcome: timed_out (no_input)");
  }

  @Test
  void shouldDrawAPicture() throws IOException {
    var picture = directory.resolve("menu.svg");

    run("ivr", "draw", "shipped", "--svg", picture.toString());

    assertThat(Files.readString(picture)).startsWith("<svg");
  }

  @Test
  void shouldDrawAFlowchart() {
    run("ivr", "draw", "shipped");

    assertThat(out.toString()).contains("flowchart TD");
  }

  @Test
  void shouldFindNoDifferenceBetweenAMenuAndItself() {
    run("ivr", "diff", "shipped", "shipped");

    assertThat(out.toString()).contains("Callers would notice nothing.");
  }

  @Test
  void shouldActivateNothingWithoutConfirmation() throws IOException {
    deploy(directory);

    var exitCode = run("ivr", "activate", "shipped", "--data-dir", directory.toString());

    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString()).containsSubsequence("the first menu", "Add --yes", "not confirmed");
  }

  /** The shipped menu is active; another one has a different last node. */
  @Nested
  final class ActiveMenu {
    private static final String HASH = DefinitionFile.shipped().hash().substring(0, 12);

    @TempDir private static Path data;
    private static String otherMenu = "";

    @BeforeAll
    static void activate() throws IOException {
      deploy(data);
      var menu = DefinitionFile.shippedText().replace("\"1\": complete", "\"1\": hangup");
      otherMenu = Files.writeString(data.resolve("menu.yaml"), menu).toString();
      var exitCode =
          SwitchboardCommand.commandLine()
              .execute("ivr", "activate", "shipped", "--yes", "--data-dir", data.toString());
      assertThat(exitCode).isZero();
    }

    @Test
    void shouldPlanAnActivationInPlaceOfIt() {
      var exitCode = run("ivr", "activate", otherMenu, "--plan", "--data-dir", data.toString());

      assertThat(exitCode).isZero();
      assertThat(err.toString()).containsSubsequence("in place of", "confirm");
    }

    @Test
    void shouldKeepItWhenAnotherIsActivatedIfNone() {
      var exitCode = run("ivr", "activate", otherMenu, "--if-none", "--data-dir", data.toString());

      assertThat(exitCode).as(err.toString()).isZero();
      assertThat(err.toString()).contains("a menu is already active; it stays");
    }

    @Test
    void shouldListIt() {
      run("ivr", "list", "--data-dir", data.toString());

      assertThat(out.toString()).containsPattern("active +" + HASH);
    }

    @Test
    void shouldCompareItWithAFile() {
      run("ivr", "diff", "active", otherMenu, "--data-dir", data.toString());

      assertThat(out.toString()).contains("confirm");
    }

    @Test
    void shouldShowItAsAFileThatIsTheSameMenu() throws IOException {
      run("ivr", "show", "active", "--data-dir", data.toString());
      var file = Files.writeString(data.resolve("shown.yaml"), out.toString()).toString();

      var exitCode = run("ivr", "diff", "active", file, "--data-dir", data.toString());

      assertThat(exitCode).as(err.toString()).isZero();
      assertThat(out.toString()).contains("main_menu:", "Callers would notice nothing.");
    }

    @Test
    void shouldFindItByTheBeginningOfItsHash() {
      var exitCode = run("ivr", "diff", HASH, "active", "--data-dir", data.toString());

      assertThat(exitCode).isZero();
      assertThat(out.toString()).contains("Callers would notice nothing.");
    }

    @Test
    void shouldRefuseAnUnknownHash() {
      var exitCode = run("ivr", "diff", "abcdef", "active", "--data-dir", data.toString());

      assertThat(exitCode).isEqualTo(1);
    }
  }

  @Test
  void shouldGoBackToTheMenuBefore() throws IOException {
    deploy(directory);
    var menu = DefinitionFile.shippedText().replace("\"1\": complete", "\"1\": hangup");
    var file = Files.writeString(directory.resolve("menu.yaml"), menu).toString();
    var data = directory.toString();
    run("ivr", "activate", "shipped", "--yes", "--data-dir", data);
    run("ivr", "activate", file, "--yes", "--data-dir", data);

    var back =
        run(
            "ivr",
            "activate",
            "--previous",
            "--yes",
            "--data-dir",
            data,
            "--by",
            "ada",
            "--reason",
            "wrong queue");

    assertThat(back).as(err.toString()).isZero();
    run("ivr", "list", "--data-dir", data);
    var hash = DefinitionFile.shipped().hash().substring(0, 12);
    assertThat(out.toString()).containsPattern("active +" + hash + ".* ada .*wrong queue");
  }

  @Test
  void shouldActivateWhenTheTimeHasCome() throws IOException {
    deploy(directory);
    var at = Instant.now().plusMillis(1_500);

    var exitCode =
        run("ivr", "activate", "shipped", "--yes", "--at", "" + at, "--data-dir", "" + directory);

    assertThat(exitCode).as(err.toString()).isZero();
    assertThat(Instant.now()).isAfterOrEqualTo(at);
    assertThat(err.toString()).contains("Waits until", "nothing is activated when it ends before");
    assertThat(out.toString()).contains("is active");
  }

  @Test
  void shouldRefuseToActivateInThePast() {
    var exitCode = run("ivr", "activate", "shipped", "--yes", "--at", "2026-01-01T00:00:00Z");

    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString()).contains("--at is in the past");
  }

  @Test
  void shouldSayThatThereIsNoMenuBefore() throws IOException {
    deploy(directory);
    var data = directory.toString();
    run("ivr", "activate", "shipped", "--yes", "--data-dir", data);

    var back = run("ivr", "activate", "--previous", "--yes", "--data-dir", data);

    assertThat(back).isEqualTo(1);
    assertThat(err.toString()).contains("no other menu has been active");
  }

  /** Topics of its own on the shared broker, found by the addresses that `up` writes down. */
  private static void deploy(Path directory) throws IOException {
    var addresses =
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS",
            EmbeddedBroker.shared().bootstrapServers(),
            "TOPIC_PREFIX",
            TestCluster.uniquePrefix().value());
    var kafka = KafkaSettings.read(new Environment(addresses));
    TestCluster.createTopicsOf(
        3, kafka, Set.of("cxone.dtmf", "ivr.definitions", "ivr.decisions")::contains);
    written(directory, addresses);
  }

  private static void written(Path directory, Map<String, String> addresses) throws IOException {
    Files.write(
        directory.resolve(DeploymentOptions.ADDRESSES),
        addresses.entrySet().stream().map(it -> it.getKey() + "=" + it.getValue()).toList());
  }

  private int run(String... arguments) {
    return SwitchboardCommand.commandLineFor(arguments)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
