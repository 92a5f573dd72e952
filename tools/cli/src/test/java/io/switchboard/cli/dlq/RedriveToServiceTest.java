package io.switchboard.cli.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.cli.CommandRig;
import io.switchboard.contract.headers.Redrive;
import io.switchboard.disposition.DispositionService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters that go back to a service at work. */
final class RedriveToServiceTest {
  @TempDir private Path directory;
  private CommandRig rig;

  @BeforeEach
  void open() {
    rig = CommandRig.forDispositions(directory);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void shouldTellWhenTheCanaryIsRefusedAgain() {
    rig.send("cxone.call-results", "c-1", "no json at all");
    rig.send("cxone.call-results", "c-2", "no json either");
    rig.flush();
    try (var service = DispositionService.start(rig.service(DispositionService.NAME))) {
      await(() -> rig.all("disposition-streams.dlq").size() == 2);

      var ran = rig.run("dlq", "redrive", "--canary", "1", "--yes");

      assertThat(ran.err()).contains("1 of 2 to redrive");
      assertThat(ran.out()).contains("1 of 1 refused again");
      assertThat(ran.exitCode()).isEqualTo(3);
      assertThat(rig.all("disposition-streams.dlq")).hasSize(3);
      assertThat(service.health().alive()).isTrue();
    }
  }

  @Test
  void shouldPassOverWhatIsAddressedToAnother() {
    addressed("for-others", "sink-postgres contact_records");
    addressed("for-us", "disposition-streams classify");
    rig.send("cxone.call-results", "for-all", result("for-all"));
    rig.flush();

    try (var service = DispositionService.start(rig.service(DispositionService.NAME))) {
      await(() -> rig.all("dispositions.classified").size() >= 2);
      assertThat(service.health().alive()).isTrue();
    }

    assertThat(rig.all("dispositions.classified"))
        .extracting(record -> new String(record.key(), UTF_8))
        .containsExactlyInAnyOrder("for-us", "for-all");
  }

  private void addressed(String contact, String to) {
    var headers = new RecordHeaders();
    headers.add(Redrive.TO, to.getBytes(UTF_8));
    rig.send("cxone.call-results", null, contact, result(contact), headers);
  }

  private static String result(String contact) {
    return "{\"contactId\":\"" + contact + "\",\"dispositionCode\":\"1001\"}";
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().pollInterval(Duration.ofMillis(300)).until(condition);
  }
}
