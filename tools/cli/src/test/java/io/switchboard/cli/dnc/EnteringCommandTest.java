package io.switchboard.cli.dnc;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.cli.CommandRig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EnteringCommandTest {
  private static final String TOMORROW = Instant.now().plus(Duration.ofHours(20)).toString();

  @TempDir private static Path directory;

  @AutoClose
  @SuppressWarnings("NullAway.Init") // before all tests
  private static CommandRig rig;

  @BeforeAll
  static void open() {
    rig = CommandRig.withTopics(directory, 1, "dnc.events");
  }

  @Test
  void shouldRefuseAnOptInOfTheFuture() {
    var ran = enter("opt-in", "--yes");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("--at is in the future");
    assertThat(rig.all("dnc.events")).isEmpty();
  }

  @Test
  void shouldSayThatAnOptOutOfTheFutureCountsFromNow() {
    var ran = enter("opt-out", "--plan");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.err()).contains("--at is in the future: the opt-out counts from now");
  }

  private CommandRig.Ran enter(String what, String how) {
    return rig.run(
        "dnc", what, "+14155550133", "--by", "jane", "--reason", "a call", "--at", TOMORROW, how);
  }

  private CommandRig.Ran optOutInBerlin(String time) {
    return rig.run(
        "dnc",
        "opt-out",
        "+14155550133",
        "--by",
        "jane",
        "--reason",
        "a call",
        "--plan",
        "--at",
        time,
        "--zone",
        "Europe/Berlin");
  }

  @Test
  void shouldTakeAndSayATimeInTheZone() {
    var ran = optOutInBerlin("2026-01-05T10:00");

    assertThat(ran.err()).contains("effective 2026-01-05T10:00:00+01:00 (Europe/Berlin)");
  }

  @ParameterizedTest
  @CsvSource({"2026-10-25T02:30, +02:00", "2026-03-29T02:30, +02:00"})
  void shouldRefuseATimeThatTheClocksSkipOrShowTwice(String time, String offset) {
    var ran = optOutInBerlin(time);

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("does not exist or exists twice", offset);
  }

  @Test
  void shouldNameTheFormsOfATimeThatItCannotRead() {
    var ran =
        rig.run(
            "dnc", "opt-out", "+14155550133", "--by", "jane", "--reason", "a call", "--at", "noon");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("--at: 'noon' is not a time like");
  }
}
