package io.switchboard.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.cli.CommandRig;
import io.switchboard.cli.SwitchboardCommand;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.replay.copy.ReplayProgress;
import io.switchboard.testkit.process.ChildProcess;
import io.switchboard.testkit.process.ProcessSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReplayCommandTest {
  @TempDir private Path directory;
  private CommandRig rig;

  @BeforeEach
  void open() {
    rig = CommandRig.withTopics(directory, 1, "cxone.call-results");
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void shouldShowAPlanAndWriteNothingWithoutYes() {
    send(300);

    var ran = rig.run("replay", "cxone.call-results", "--into", "try");

    assertThat(ran.exitCode()).as("a script without --yes fails").isEqualTo(1);
    assertThat(ran.err())
        .contains("300 records", "partitions", "into", "will be created", "Nothing was written");
    assertThat(topics()).noneMatch(name -> name.endsWith("-try"));
  }

  @Test
  void shouldPrintTheTimesOfThePlanInTheZone() {
    send(1);

    var ran = rig.run("replay", "cxone.call-results", "--into", "try", "--zone", "Asia/Kolkata");

    assertThat(ran.err())
        .containsPattern("first +[-0-9T:]{19}\\+05:30 \\(Asia/Kolkata\\)")
        .containsPattern("last +[-0-9T:]{19}\\+05:30 \\(Asia/Kolkata\\)");
  }

  @Test
  void shouldNotTouchALiveTopicWithoutForce() {
    send(3);

    var ran = rig.run("replay", "cxone.call-results", "--into", "cxone.call-results", "--yes");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("WILL BE SEEN BY disposition-streams", "--force");
    assertThat(rig.all("cxone.call-results")).hasSize(3);
  }

  @Test
  void shouldWriteIntoALiveTopicWithForce() {
    send(3);

    var ran =
        rig.run("replay", "cxone.call-results", "--into", "cxone.call-results", "--yes", "--force");

    assertThat(ran.out()).contains("3 records written");
    assertThat(rig.all("cxone.call-results")).hasSize(6);
  }

  @Test
  void shouldDeleteATopicThatHoldsCopiesAlone() {
    send(3);
    rig.run("replay", "cxone.call-results", "--into", "try", "--id", "r-1", "--yes");

    var ran = rig.run("topics", "delete-replay", "try", "--yes");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("3 records of replay r-1");
    Awaitility.await()
        .untilAsserted(() -> assertThat(topics()).noneMatch(name -> name.endsWith("-try")));
  }

  @Test
  void shouldRefuseTheIdOfAnotherReplayBeforeItTakesItOver() {
    send(3);
    rig.run("replay", "cxone.call-results", "--into", "first", "--id", "r-1", "--yes");

    var ran = rig.run("replay", "cxone.call-results", "--into", "second", "--id", "r-1", "--yes");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("there is a replay r-1 already", "--resume r-1");
    assertThat(topics()).noneMatch(name -> name.endsWith("-second"));
  }

  @Test
  void shouldNotDeleteATopicThatHoldsOtherRecords() {
    send(3);

    var ran = rig.run("topics", "delete-replay", "cxone.call-results", "--yes");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("a topic of topics.yaml", "3 records that no replay wrote");
    assertThat(rig.all("cxone.call-results")).hasSize(3);
  }

  @Test
  void shouldWriteATable() throws IOException {
    send(30);
    var file = directory.resolve("results.csv");

    var ran = rig.run("replay", "cxone.call-results", "--out", file.toString(), "--yes");

    assertThat(ran.exitCode()).isZero();
    assertThat(Files.readAllLines(file)).hasSize(31);
  }

  @Test
  void shouldSayWhatIsMissing() {
    assertThat(rig.run("replay", "cxone.call-results").err()).contains("--into TOPIC or --out");
    assertThat(rig.run("replay", "--resume", "r-none", "--yes").err()).contains("no replay r-none");
    assertThat(rig.run("replay", "cxone.call-results", "--out", "x.txt").err())
        .contains(".ndjson or .csv");
  }

  @Test
  void shouldWriteTheRestOnceAtAnotherSpeedAfterAKill() throws Exception {
    send(2_000);
    var slow = replayAt("0.001x");
    awaitTarget(slow, 1);
    slow.kill();

    var ran = rig.run("replay", "--resume", "r", "--speed", "max", "--yes");

    assertThat(ran.exitCode()).as(ran.err() + Files.readString(directory.resolve("log"))).isZero();
    assertEachCopiedOnce();
    assertThat(ReplayProgress.read(rig.admin, rig.kafka.prefix(), "r").orElseThrow().job().speed())
        .isEqualTo("max");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "replay cxone.call-results --resume r; leave out TOPIC",
        "replay --resume r --where severity='low' --from 1h; leave out --from, --where",
        "replay --resume r --id s; leave out --id",
        "replay cxone.call-results --out x.csv --speed 10x; --speed is for --into",
        "replay --resume r --speed fast; 'fast' is no speed"
      },
      quoteCharacter = '"')
  void shouldRefuseWhatAReplayWouldIgnore(String line, String error) {
    var ran = rig.run(line.split(" "));

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains(error);
  }

  @Tag("long")
  @Test
  void shouldWriteEveryRecordOnceThoughItIsKilledTwentyTimes() throws Exception {
    var began = System.nanoTime();
    send(100_000);

    var hits = surviveKills(20, 32, lasting(Duration.ofMinutes(1), began));

    assertThat(hits).isGreaterThanOrEqualTo(15);
  }

  /** So slow that every kill finds it at work, on any machine: the sending, stretched. */
  private static String lasting(Duration time, long sendingBegan) {
    var factor = (double) (System.nanoTime() - sendingBegan) / time.toNanos();
    return String.format(Locale.ROOT, "%.3fx", Math.max(0.001, factor));
  }

  /** Kills at random moments, resumes, and lets the last one come to its end. */
  private int surviveKills(int kills, int seed, String speed) throws Exception {
    var random = new Random(seed);
    var killedAtWork = 0;
    var process = replayAt(speed);
    for (var kill = 0; kill < kills; kill++) {
      awaitTarget(process, 1 + random.nextInt(400));
      killedAtWork += process.isAlive() ? 1 : 0;
      process.kill();
      process = fork("replay", "--resume", "r", "--yes");
    }
    var exitCode = process.awaitExit(Duration.ofMinutes(3));
    assertThat(exitCode).as(Files.readString(directory.resolve("log"))).isZero();

    assertThat(killedAtWork).as("kills that hit").isPositive();
    System.out.println(killedAtWork + " of " + kills + " kills hit a replay at work");
    assertEachCopiedOnce();
    return killedAtWork;
  }

  private void assertEachCopiedOnce() {
    assertThat(rig.all("copy").stream().map(ReplayCommandTest::of))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            rig.all("cxone.call-results").stream().map(ReplayCommandTest::place).toList());
  }

  /** Until it has begun to write, and so many milliseconds more. */
  private void awaitTarget(ChildProcess process, int more) {
    var before = written();
    Awaitility.await()
        .pollInterval(Duration.ofMillis(50))
        .until(() -> !process.isAlive() || written() > before);
    var _ = process.endsWithin(Duration.ofMillis(more));
  }

  private long written() {
    return topics().contains(rig.kafka.prefix().applyTo("copy")) ? rig.ends("copy") : 0;
  }

  /** The replay {@code r} to the topic {@code copy}, in a process of its own. */
  private ChildProcess replayAt(String speed) {
    return fork(
        "replay", "cxone.call-results", "--into", "copy", "--id", "r", "--yes", "--speed", speed);
  }

  private ChildProcess fork(String... arguments) {
    return ProcessSpec.java(SwitchboardCommand.class, ProcessSpec.SHORT_LIVED)
        .arguments(arguments)
        .arguments("--data-dir", directory.toString())
        .logTo(directory.resolve("log"))
        .start();
  }

  private List<String> topics() {
    try {
      return List.copyOf(rig.admin.listTopics().names().get());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void send(int count) {
    for (var i = 0; i < count; i++) {
      rig.send("cxone.call-results", "c-" + i, "{\"contactId\":\"c-" + i + "\",\"n\":" + i + "}");
    }
    rig.flush();
  }

  private static String of(ConsumerRecord<?, ?> record) {
    return EventHeaders.text(record.headers(), "replay-of").orElse("");
  }

  private static String place(ConsumerRecord<?, ?> record) {
    return record.topic() + "-" + record.partition() + "-" + record.offset();
  }
}
