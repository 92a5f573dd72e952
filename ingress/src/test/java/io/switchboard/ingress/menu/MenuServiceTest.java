package io.switchboard.ingress.menu;

import static io.switchboard.ingress.menu.MenuServiceFixture.SETTINGS;
import static io.switchboard.ingress.menu.MenuServiceFixture.SHORT;
import static io.switchboard.ingress.menu.MenuServiceFixture.TIMING;
import static io.switchboard.ingress.menu.MenuServiceFixture.WITH_TURNS;
import static io.switchboard.ingress.menu.MenuServiceFixture.json;
import static io.switchboard.ingress.menu.MenuServiceFixture.prompt;
import static io.switchboard.ingress.menu.MenuServiceFixture.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.switchboard.contract.event.ivr.CallDecision;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.CallerAction;
import io.switchboard.contract.event.ivr.PublishedDefinition;
import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.NextOffset;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.embedded.FreePorts;
import io.switchboard.testkit.cluster.TestCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class MenuServiceTest {
  @AutoClose
  private final TestCluster cluster =
      MenuServiceFixture.cluster(EmbeddedBroker.shared().bootstrapServers());

  private final KafkaSettings kafka = cluster.kafka();

  @Test
  void shouldAnswerWhatIvrStreamsDecides() {
    try (var _ = FakeIvr.start(kafka);
        var service = MenuServiceFixture.ready(kafka, SETTINGS, TIMING)) {
      var answer = service.answer(question("c1", "(415) 555-0100", "1"));

      assertThat(answer.outcome()).isEqualTo("decided");
      assertThat(json(answer))
          .hasToString(
              "{\"action\":\"collect\",\"play\":{\"url\":\"https://prompts.test/gold-1\"},"
                  + "\"dtmf\":{\"maxLength\":1,\"timeout\":10,\"terminators\":[\"#\",\"*\"]},"
                  + "\"nextUrl\":\"https://ingress.test/webhook/ivr-menu\"}");
    }
  }

  @Test
  void shouldWriteTheCallersNumberAndProfileToTheLog() {
    try (var _ = FakeIvr.start(kafka);
        var service = MenuServiceFixture.ready(kafka, SETTINGS, TIMING)) {
      var question = question("c2", "415-555-0101", " 1a ");
      service.answer(question);

      var record = cluster.read(kafka.topics().dtmf()).getFirst();
      assertThat(record.key()).isEqualTo("c2");
      assertThat(record.value())
          .isEqualTo(
              new CallEvent.MenuRequest(
                  "c2",
                  "+14155550101",
                  "1A",
                  null,
                  Tier.SILVER,
                  "https://own.test/hello.wav",
                  null));
      assertThat(EventHeaders.text(record.headers(), "ce_id")).hasValue(question.headers().id());
    }
  }

  @Test
  void shouldPutTheTurnIntoNextUrlAndTheLog() {
    try (var _ = FakeIvr.start(kafka);
        var service = MenuServiceFixture.ready(kafka, WITH_TURNS, TIMING)) {
      var first = service.answer(question("c3", null, ""));
      service.answer(question("c3", null, "1", 1));

      assertThat(json(first).path("nextUrl").asText())
          .isEqualTo("https://ingress.test/webhook/ivr-menu?turn=1");
      assertThat(requests()).extracting(CallEvent.MenuRequest::turn).containsExactly(0, 1);
    }
  }

  @Test
  void shouldFallBackToTheTiersRootMenuAndWriteAFallbackAfterTheRequest() {
    try (var service = MenuServiceFixture.ready(kafka, WITH_TURNS, SHORT)) {
      var question = question("c4", "+14155550100", "1", 7);
      var answer = service.answer(question);

      assertThat(answer.outcome()).isEqualTo("unknown_definition");
      assertThat(prompt(answer)).isEqualTo("https://cdn.example.com/prompts/gold_menu.wav");
      assertThat(json(answer).path("nextUrl").asText()).endsWith("?turn=9");
      var records = records(2);
      assertThat(records)
          .extracting(ConsumerRecord::partition)
          .containsOnly(records.getFirst().partition());
      assertThat(records.getFirst().value()).isInstanceOf(CallEvent.MenuRequest.class);
      assertThat(records.getLast().value())
          .isEqualTo(
              new CallEvent.Fallback("c4", question.headers().id(), "+14155550100", Tier.GOLD, 9));
      assertThat(EventHeaders.text(records.getLast().headers(), "ce_type"))
          .hasValue("io.switchboard.ivr.fallback");
    }
  }

  @Test
  void shouldGiveTheCallersOwnPromptAlsoWhenItFallsBack() {
    try (var service = MenuServiceFixture.ready(kafka, SETTINGS, SHORT)) {
      var answer = service.answer(question("c5", "+14155550101", ""));

      assertThat(prompt(answer)).isEqualTo("https://own.test/hello.wav");
    }
  }

  @Test
  void shouldFallBackToTheRootMenuThatWasActivatedLast() {
    publish("old", Instant.parse("2026-01-01T00:00:00Z"));
    publish("new", Instant.parse("2026-02-01T00:00:00Z"));
    try (var service = MenuServiceFixture.ready(kafka, SETTINGS, SHORT)) {
      var answer = service.answer(question("c6", null, ""));

      assertThat(prompt(answer)).isEqualTo("https://menus.test/new/standard.wav");
    }
  }

  @Test
  void shouldFallBackToARootMenuThatIsActivatedLater() {
    publish("old", Instant.parse("2026-01-01T00:00:00Z"));
    try (var service = MenuServiceFixture.ready(kafka, SETTINGS, SHORT)) {
      publish("newest", Instant.parse("2026-03-01T00:00:00Z"));

      await()
          .untilAsserted(
              () ->
                  assertThat(prompt(service.answer(question("c7", "+14155550199", ""))))
                      .isEqualTo("https://menus.test/newest/default.wav"));
    }
  }

  @Test
  void shouldFallBackToTheRootMenuThatTheCallBeganWith() {
    publish("old", Instant.parse("2026-01-01T00:00:00Z"));
    publish("new", Instant.parse("2026-02-01T00:00:00Z"));
    try (var service = MenuServiceFixture.ready(kafka, SETTINGS, SHORT)) {
      decide("c7", "old", "open");

      await()
          .untilAsserted(
              () ->
                  assertThat(prompt(service.answer(question("c7", null, "1"))))
                      .isEqualTo("https://menus.test/old/standard.wav"));
    }
  }

  @Test
  void shouldGiveAnEndedCallItsFinalAnswerAgain() {
    publish("old", Instant.parse("2026-01-01T00:00:00Z"));
    try (var service = MenuServiceFixture.ready(kafka, SETTINGS, SHORT)) {
      decide("c7", "old", "ended");

      await()
          .untilAsserted(
              () ->
                  assertThat(json(service.answer(question("c7", null, "1"))))
                      .hasToString("{\"action\":\"hangup\"}"));
    }
  }

  private void decide(String callId, String definition, String state) {
    var session =
        JsonNodeFactory.instance
            .objectNode()
            .put("state", state)
            .put("definition", definition)
            .put("source", "menu")
            .put("outcome", "hung_up")
            .put("reason", "selection")
            .put("deadline", "2126-01-01T00:00:00.000Z");
    session
        .putObject("resume")
        .put("startedAt", "2026-01-01T00:00:00.000Z")
        .put("cause", "selection");
    var headers = new RecordHeaders();
    NextOffset.write(headers, 0);
    cluster.send(
        kafka.topics().ivrDecisions(),
        callId,
        new CallDecision(
            callId, "cause", Instant.EPOCH, 1, new CallerAction.Hangup(), "moved", session),
        headers);
    cluster.flush();
  }

  @Test
  void shouldOpenTheBreakerWhenADecisionIsLate() {
    try (var ivr = FakeIvr.start(kafka);
        var service = MenuServiceFixture.ready(kafka, SETTINGS, SHORT)) {
      awaitDecided(service);
      ivr.suspend();

      service.answer(question("c9", null, ""));

      assertThat(service.openBreakers()).isEqualTo(1);
    }
  }

  @Test
  void shouldCloseTheBreakerWhenDecisionsAreInTimeAgain() {
    try (var ivr = FakeIvr.start(kafka);
        var service = MenuServiceFixture.ready(kafka, SETTINGS, SHORT)) {
      ivr.suspend();
      service.answer(question("c9", null, ""));
      assertThat(service.openBreakers()).isEqualTo(1);

      ivr.resume();

      awaitDecided(service);
      await().until(() -> service.openBreakers() == 0);
    }
  }

  private static void awaitDecided(MenuServiceFixture service) {
    await().until(() -> service.answer(question("c9", null, "")).outcome().equals("decided"));
  }

  @Test
  void shouldAnswerEachOfManyConcurrentCallersOfTwoIngresses() {
    try (var ivr = FakeIvr.start(kafka);
        var one = MenuServiceFixture.ready(kafka, SETTINGS, TIMING);
        var two = MenuServiceFixture.ready(kafka, SETTINGS, TIMING);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      ivr.suspend();
      var answers = new ArrayList<CompletableFuture<MenuAnswer>>();
      for (var call = 0; call < 100; call++) {
        var service = call % 2 == 0 ? one : two;
        var question = question("many" + call, null, Integer.toString(call));
        answers.add(CompletableFuture.supplyAsync(() -> service.answer(question), threads));
      }
      await().until(() -> one.waiting() == 50 && two.waiting() == 50);

      ivr.resume();

      for (var call = 0; call < 100; call++) {
        var answer = answers.get(call).join();
        assertThat(answer.outcome()).isEqualTo("decided");
        assertThat(prompt(answer)).isEqualTo("https://prompts.test/standard-" + call);
      }
    }
  }

  @Test
  void shouldNotWaitAboveTheLimitOfPendingCalls() throws Exception {
    var one =
        new MenuTiming(
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(3),
            Duration.ofSeconds(1),
            1);
    try (var ivr = FakeIvr.start(kafka);
        var service = MenuServiceFixture.ready(kafka, SETTINGS, one)) {
      ivr.suspend();
      var waiting = new CompletableFuture<MenuAnswer>();
      Thread.ofVirtual().start(() -> waiting.complete(service.answer(question("w1", null, "1"))));
      await().until(() -> service.meters.get("menu_pending").gauge().value() == 1);

      assertThat(service.answer(question("w2", null, "1")).outcome())
          .isEqualTo("unknown_definition");

      ivr.resume();
      assertThat(waiting.get().outcome()).isEqualTo("decided");
      assertThat(service.meters.get("menu_pending").gauge().value()).isZero();
    }
  }

  @Test
  void shouldNeverSendAnInvalidDecision() {
    try (var _ =
            FakeIvr.start(
                kafka, (_, _) -> new CallerAction.Collect("http://p.test", 1, 10, List.of()));
        var service = MenuServiceFixture.ready(kafka, SETTINGS, TIMING)) {
      var answer = service.answer(question("i1", null, "1"));

      assertThat(answer.outcome()).isEqualTo("invalid");
      assertThat(prompt(answer)).isEqualTo("https://cdn.example.com/prompts/standard_menu.wav");
      assertThat(service.answers("invalid")).isEqualTo(1);
    }
  }

  @Test
  void shouldAnswerWhileKafkaIsUnavailable() {
    var away =
        new KafkaSettings(
            Map.of("bootstrap.servers", "127.0.0.1:" + FreePorts.next()), TopicPrefix.NONE);
    try (var service = MenuServiceFixture.unready(away, SHORT)) {
      var answer = service.answer(question("k1", "+14155550100", ""));

      assertThat(answer.outcome()).isEqualTo("not_ready");
      assertThat(prompt(answer)).isEqualTo("https://cdn.example.com/prompts/gold_menu.wav");
      assertThat(service.health.ready()).isFalse();
    }
  }

  private void publish(String name, Instant at) {
    var prompts =
        Map.of(
            "standard", "https://menus.test/" + name + "/standard.wav",
            "default", "https://menus.test/" + name + "/default.wav");
    var root = new PublishedDefinition.RootMenu(prompts, 1, 10, List.of("#"));
    cluster.send(
        kafka.topics().ivrDefinitions(),
        name,
        new PublishedDefinition(
                name, name, Instant.EPOCH, root, JsonNodeFactory.instance.objectNode())
            .activated(at, null, null),
        null);
    cluster.flush();
  }

  private List<CallEvent.MenuRequest> requests() {
    return cluster.read(kafka.topics().dtmf()).stream()
        .map(ConsumerRecord::value)
        .filter(CallEvent.MenuRequest.class::isInstance)
        .map(CallEvent.MenuRequest.class::cast)
        .toList();
  }

  private List<ConsumerRecord<String, CallEvent>> records(int count) {
    return await().until(() -> cluster.read(kafka.topics().dtmf()), all -> all.size() >= count);
  }
}
