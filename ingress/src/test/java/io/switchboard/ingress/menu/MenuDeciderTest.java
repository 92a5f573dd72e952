package io.switchboard.ingress.menu;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.ingress.menu.decision.CallPartitions;
import io.switchboard.ingress.menu.decision.DecisionBreakers;
import io.switchboard.ingress.menu.decision.PendingDecisions;
import io.switchboard.ingress.menu.shadow.RecordsOfCalls;
import io.switchboard.ingress.menu.shadow.ShadowDecisions;
import io.switchboard.ingress.menu.shadow.ShadowLimits;
import io.switchboard.ingress.publishing.Publication;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** ivr-streams decides nothing; the log has the call's first request, at offset 1. */
class MenuDeciderTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final String CALL = "call";

  private final Instant began = Instant.now().minusSeconds(10);
  private final ShadowDecisions shadows = new ShadowDecisions(ShadowLimits.standard());
  private final CallPartitions partitions = new CallPartitions();
  private final CompletableFuture<Publication> written = new CompletableFuture<>();

  @BeforeEach
  void readTheFirstRequest() {
    partitions.count(1);
    shadows.calls().logStartsAt(0, 0);
    shadows.calls().decisionsSince(Instant.EPOCH);
    shadows.read(RecordsOfCalls.activation(0, began));
    shadows.read(RecordsOfCalls.request(1, CALL, "", "first", began));
  }

  @Test
  void shouldDecideBehindAllThatIsKnownWhileKafkaTakesNoRequest() {
    var decision = decide(SHORT, LONG);

    assertThat(decision)
        .isInstanceOfSatisfying(
            MenuDecision.Shadow.class, it -> assertThat(it.turn()).isEqualTo(2));
  }

  @Test
  void shouldNotDecideWhenKafkaRefusesTheRequest() {
    written.complete(new Publication.Unavailable("no answer"));

    assertThat(decide(LONG, LONG)).isEqualTo(new MenuDecision.Missing("kafka"));
  }

  @Test
  void shouldNotDecideWhenKafkaRefusesTheRequestLater() {
    Thread.ofVirtual().start(() -> written.complete(new Publication.Unavailable("no answer")));

    assertThat(decide(LONG, LONG)).isEqualTo(new MenuDecision.Missing("kafka"));
  }

  @Test
  void shouldDecideBehindARequestOfAnotherIngressThatIsReadMeanwhile() {
    written.complete(new Publication.Durable("own", 0, 3));
    Thread.ofVirtual()
        .start(
            () -> {
              shadows.read(request(2, "1", "other"));
              shadows.read(request(3, "A", "own"));
            });

    assertThat(decide(LONG, LONG))
        .isInstanceOfSatisfying(
            MenuDecision.Shadow.class, it -> assertThat(it.turn()).isEqualTo(3));
  }

  @Test
  void shouldNotDecideBeforeTheLogIsReadUpToTheRequest() {
    written.complete(new Publication.Durable("own", 0, 3));
    shadows.read(request(2, "1", "other"));

    assertThat(decide(LONG, SHORT)).isEqualTo(new MenuDecision.Missing("log_not_read"));
  }

  private MenuDecision decide(Duration write, Duration log) {
    var timing = new MenuTiming(SHORT, SHORT, write, log, LONG, LONG, 10);
    var pending = new PendingDecisions(10);
    var breakers = new DecisionBreakers();
    var metrics = new MenuMetrics(new SimpleMeterRegistry(), pending, breakers, shadows.calls());
    var decider = new MenuDecider(pending, breakers, partitions, shadows, metrics);
    var headers = MenuServiceFixture.headers("own", CALL);
    return decider.decide(
        new MenuQuestion(CALL, null, "1", null, null, headers),
        timing,
        () -> {
          shadows
              .calls()
              .sent(CALL, "own", headers.receivedAt(), RecordsOfCalls.request(CALL, "1"));
          return written;
        });
  }

  private org.apache.kafka.clients.consumer.ConsumerRecord<String, byte[]> request(
      long offset, String keys, String id) {
    return RecordsOfCalls.request(offset, CALL, keys, id, began.plusSeconds(offset));
  }
}
