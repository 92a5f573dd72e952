package io.switchboard.ivr;

import static io.switchboard.ivr.CallScript.bridge;
import static io.switchboard.ivr.CallScript.simulator;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.CallOutcome;
import io.switchboard.contract.event.ivr.Outcome;
import io.switchboard.contract.topic.Topic;
import io.switchboard.ivr.activation.DefinitionCatalog;
import io.switchboard.ivr.activation.DefinitionPublisher;
import io.switchboard.ivr.definition.CheckedDefinition;
import io.switchboard.ivr.definition.DefinitionFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The service on a real broker. */
@Execution(ExecutionMode.CONCURRENT)
final class IvrServiceTest {
  @TempDir Path state;

  @Test
  void shouldDecideTimeOutAndGoOnAfterPoison() {
    try (var rig = new IvrTestCluster(state.toString(), 3, true)) {
      activate(rig, hasty());
      try (var _ = rig.start()) {
        rig.sendRaw("w1", "not JSON".getBytes(StandardCharsets.UTF_8));
        rig.send(new CallEvent.Activation("never seen", null), "bad", Instant.now());
        int sent = 0;
        for (var digit : List.of("1", "A", "1")) {
          rig.send(bridge("w1", digit, Instant.now()), "w1-" + sent++, Instant.now());
        }
        rig.send(simulator("w3", "2"), "w3-2", Instant.now());

        var outcomes = rig.outcomes(2);

        assertThat(outcomes)
            .extracting(CallOutcome::callId, CallOutcome::outcome)
            .containsExactlyInAnyOrder(
                org.assertj.core.groups.Tuple.tuple("w1", Outcome.COMPLETED),
                org.assertj.core.groups.Tuple.tuple("w3", Outcome.TIMED_OUT));
        assertThat(rig.read(deadLetters(rig), 2)).hasSize(2);
        assertThat(ticks(rig)).as("ticks").isPositive(); // one a second until it has fired
      }
    }
  }

  @Test
  void shouldAgreeWithTheTestDriverAlsoAcrossARestart() {
    var log = new ArrayList<RandomCalls.Received>();
    // the broker takes no timestamps of the future, and keeps those of the last days
    var start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(3));
    var shift = Duration.between(IvrDriver.START, start);
    for (var it : RandomCalls.log(new Random(20261123), 20, 400)) {
      log.add(new RandomCalls.Received(it.event(), it.id(), it.at().plus(shift)));
    }
    try (var driver = new IvrDriver(state.resolve("driver"));
        var rig = new IvrTestCluster(state.resolve("broker").toString(), 1, false)) {
      driver.receive(log);
      var expected = driver.decisions();
      var outcomes = driver.outcomes();

      for (var half : List.of(log.subList(0, 170), log.subList(170, log.size()))) {
        try (var _ = rig.start("IVR_LIVE_TICKS", "false")) {
          half.forEach(it -> rig.send(it.event(), it.id(), it.at()));
          rig.flush();
          rig.read(rig.kafka().topics().ivrDecisions(), half.size() == 170 ? 1 : expected.size());
        }
      }

      assertThat(rig.read(rig.kafka().topics().ivrDecisions(), expected.size()))
          .extracting(ConsumerRecord::value)
          .containsExactlyElementsOf(expected);
      assertThat(rig.outcomes(outcomes.size())).isEqualTo(outcomes);
    }
  }

  @Test
  void shouldActivateTheFirstDefinitionOnceAndListWhatIsInForce() {
    try (var rig = new IvrTestCluster(state.toString(), 3, true);
        var publisher = new DefinitionPublisher(rig.kafka(), "/switchboard/test")) {
      var shipped = DefinitionFile.shipped();
      var other = DefinitionFile.trusted(RandomCalls.LOOPS);

      assertThat(publisher.activateIfNone(shipped, Instant.now())).isTrue();
      assertThat(publisher.activateIfNone(other, Instant.now())).isFalse();
      publisher.activate(other, Instant.now().plusSeconds(1));

      publisher.activate(shipped, Instant.now().plusSeconds(2));
      publisher.activate(other, Instant.now().plusSeconds(3));

      assertThat(rig.read(rig.kafka().topics().dtmf(), 12)).hasSize(12);
      assertThat(rig.read(rig.kafka().topics().ivrDefinitions(), 6))
          .as("a known one never stops being in force meanwhile")
          .filteredOn(it -> it.value().activatedAt() == null)
          .hasSize(2);
      var catalog = DefinitionCatalog.read(rig.kafka());
      assertThat(catalog.inForce().orElseThrow().hash()).isEqualTo(other.hash());
      assertThat(catalog.definitions()).hasSize(2);
    }
  }

  @Test
  void shouldPassOverWhatIsNoDefinition() {
    try (var rig = new IvrTestCluster(state.toString(), 3, true);
        var publisher = new DefinitionPublisher(rig.kafka(), "/switchboard/test")) {
      var topic = rig.kafka().topics().ivrDefinitions().name();
      for (var value : List.of("not JSON", "{}", "null", "[]", "{\"hash\":\"h\",\"name\":\"n\"}")) {
        rig.sendRaw(topic, "k" + value.length(), value.getBytes(StandardCharsets.UTF_8));
      }
      rig.sendRaw(topic, "huge", new byte[700_000]);
      rig.flush();

      var activated = publisher.activateIfNone(DefinitionFile.shipped(), Instant.now());

      assertThat(activated).isTrue();
      assertThat(DefinitionCatalog.read(rig.kafka()).definitions()).hasSize(1);
    }
  }

  /** An administrator whose clock lags is not passed over in silence. */
  @Test
  void shouldActivateAfterTheCurrentDefinitionIndependentOfTheCallersClock() {
    try (var rig = new IvrTestCluster(state.toString(), 3, true);
        var publisher = new DefinitionPublisher(rig.kafka(), "/switchboard/test")) {
      var shipped = DefinitionFile.shipped();
      var other = DefinitionFile.trusted(RandomCalls.LOOPS);
      var first = publisher.activate(other, Instant.now());

      var inForce = publisher.activate(shipped, Instant.now().minusSeconds(3_600));

      assertThat(inForce.hash()).isEqualTo(shipped.hash());
      assertThat(inForce.activatedAt()).isAfter(first.activatedAt());
      var written = rig.read(rig.kafka().topics().dtmf(), 6);
      assertThat(written)
          .extracting(it -> it.value())
          .filteredOn(
              new CallEvent.Activation(shipped.hash(), shipped.body(), inForce.activatedAt())
                  ::equals)
          .hasSize(3);
    }
  }

  private static void activate(IvrTestCluster rig, CheckedDefinition definition) {
    try (var publisher = new DefinitionPublisher(rig.kafka(), "/switchboard/test")) {
      publisher.activateIfNone(definition, Instant.now());
    }
  }

  /** The shipped menu, but a caller is waited for 3 s instead of 10. */
  private static CheckedDefinition hasty() {
    return DefinitionFile.trusted(
        DefinitionFile.shippedText().replace("DigitSeconds: 10", "DigitSeconds: 3"));
  }

  private static long ticks(IvrTestCluster rig) {
    return rig.read(bytes(rig.kafka().topics().dtmf().name()), 0).stream()
        .filter(it -> new String(it.value(), StandardCharsets.UTF_8).contains("\"tick\""))
        .count();
  }

  private static Topic<String, byte[]> deadLetters(IvrTestCluster rig) {
    return bytes(rig.kafka().topics().deadLetters("ivr-streams").name());
  }

  private static Topic<String, byte[]> bytes(String name) {
    return new Topic<>(name, Serdes.String(), Serdes.ByteArray());
  }
}
