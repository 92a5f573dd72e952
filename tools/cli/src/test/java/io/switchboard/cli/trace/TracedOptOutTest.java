package io.switchboard.cli.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.cli.CommandRig;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.disposition.DispositionService;
import io.switchboard.dnc.DncService;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An opt-out by a call result, decided by the real services and then traced. */
final class TracedOptOutTest {
  @TempDir private static Path directory;

  @SuppressWarnings("NullAway.Init") // opened before all tests
  @AutoClose
  private static CommandRig rig;

  @BeforeAll
  static void decide() {
    rig = new CommandRig(directory);
    result("c-1", "+14155552671");
    result("c-2", "+14155552672");
    rig.flush();
    try (var dispositions = DispositionService.start(rig.service(DispositionService.NAME));
        var dnc = DncService.start(rig.service(DncService.NAME))) {
      await().pollInterval(Duration.ofMillis(300)).until(() -> rig.all("dnc.registry").size() == 2);
      assertThat(dispositions.health().alive() && dnc.health().alive()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"+14155552671", "c-1", "(415) 555-2671"})
  void shouldFollowItFromTheCallResultToTheRegistry(String id) {
    var ran = rig.run("trace", id);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out())
        .containsSubsequence(
            "cxone.call-results/",
            "─ ",
            "dispositions.classified/",
            "dnc.events/",
            "dnc.decisions/",
            "dnc.registry/")
        .contains("do_not_call", "***71")
        .doesNotContain("c-2")
        .doesNotContain("5552671");
    assertThat(ran.out().lines().filter(line -> !line.startsWith("20"))).hasSize(5);
  }

  private static void result(String contact, String number) {
    var now = Instant.now();
    rig.send(
        "cxone.call-results",
        null,
        contact,
        """
        {"contactId":"%s","dispositionCode":"1001","phoneNumber":"%s"}"""
            .formatted(contact, number),
        new EventHeaders(contact, "test", "/test", null, now, now, EventHeaders.newTraceparent())
            .toKafka());
  }

  @Test
  void shouldRefuseAnOffset() {
    var ran = rig.run("trace", "c-1", "--from", "12");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("--from and --to take a time here, and no offset");
  }
}
