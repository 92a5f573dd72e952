package io.switchboard.ingress.menu;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.EventType;
import io.switchboard.contract.headers.ServiceName;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.ingress.TestPublishers;
import io.switchboard.ingress.menu.profile.CallerProfiles;
import io.switchboard.ingress.menu.profile.Profile;
import io.switchboard.ingress.menu.profile.ProfileSource;
import io.switchboard.ingress.publishing.KafkaPublisher;
import io.switchboard.ingress.publishing.ProducerTuning;
import io.switchboard.service.HealthChecks;
import io.switchboard.testkit.cluster.TestCluster;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A menu service on the topics of one test, with its publisher. */
public final class MenuServiceFixture implements AutoCloseable {
  public static final MenuTiming TIMING =
      new MenuTiming(
          Duration.ofSeconds(10), // a busy machine is no reason for a fallback here
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(3),
          Duration.ofMillis(250),
          100);
  public static final MenuTiming SHORT =
      new MenuTiming(
          Duration.ofMillis(300),
          Duration.ofMillis(50),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(3),
          Duration.ofMillis(250),
          100);
  public static final MenuSettings SETTINGS =
      new MenuSettings("https://ingress.test", "https://transfer.test/in", false, "US", null);
  public static final MenuSettings WITH_TURNS =
      new MenuSettings("https://ingress.test", "https://transfer.test/in", true, "US", null);

  final MeterRegistry meters = new SimpleMeterRegistry();
  final HealthChecks health = new HealthChecks();
  private final KafkaPublisher publisher;
  private final MenuService service;

  private MenuServiceFixture(KafkaSettings kafka, MenuSettings settings, MenuTiming timing) {
    this.publisher = TestPublishers.start(kafka, ProducerTuning.menu());
    ProfileSource source =
        number ->
            number.equals("+14155550100")
                ? Optional.of(new Profile(Tier.GOLD, null))
                : number.equals("+14155550101")
                    ? Optional.of(new Profile(Tier.SILVER, "https://own.test/hello.wav"))
                    : Optional.empty();
    this.service =
        new MenuService(
            settings,
            _ -> timing,
            new CallerProfiles(source, timing, meters),
            kafka,
            publisher,
            health,
            meters);
  }

  /** Starts one and waits until it is ready. */
  public static MenuServiceFixture ready(
      KafkaSettings kafka, MenuSettings settings, MenuTiming timing) {
    var service = new MenuServiceFixture(kafka, settings, timing);
    await().until(service.health::ready);
    return service;
  }

  static MenuServiceFixture unready(KafkaSettings kafka, MenuTiming timing) {
    return new MenuServiceFixture(kafka, SETTINGS, timing);
  }

  static MenuQuestion question(String callId, @Nullable String from, String dtmf) {
    return question(callId, from, dtmf, null);
  }

  static MenuQuestion question(
      String callId, @Nullable String from, String dtmf, @Nullable Integer turn) {
    var id = UUID.randomUUID().toString();
    return new MenuQuestion(callId, from, dtmf, null, turn, headers(id, callId));
  }

  /** A cluster with the topics that the menu webhook reads and writes, three partitions each. */
  public static TestCluster cluster(String bootstrapServers) {
    var cluster = TestCluster.on(bootstrapServers);
    for (var topic : List.of("cxone.dtmf", "ivr.decisions", "ivr.definitions")) {
      cluster.create(topic, 3, Map.of());
    }
    return cluster;
  }

  /** Metadata as ingress writes it. */
  static EventHeaders headers(String id, String callId) {
    var now = Instant.now();
    return new EventHeaders(
        id,
        EventType.MENU_REQUEST.wireName(),
        ServiceName.INGRESS.source(),
        callId,
        now,
        now,
        EventHeaders.newTraceparent());
  }

  /** The service itself. */
  public MenuService service() {
    return service;
  }

  /** Its publisher. */
  public KafkaPublisher publisher() {
    return publisher;
  }

  MenuAnswer answer(MenuQuestion question) {
    return service.answer(question);
  }

  double answers(String why) {
    return meters.find("menu_answers_total").tag("why", why).counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  double openBreakers() {
    return meters.get("menu_breaker_open").gauge().value();
  }

  /** Calls that wait for a decision. */
  double waiting() {
    return meters.get("menu_pending").gauge().value();
  }

  static JsonNode json(MenuAnswer answer) {
    try {
      return Json.mapper().readTree(answer.json());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static String prompt(MenuAnswer answer) {
    return json(answer).at("/play/url").asText();
  }

  @Override
  public void close() {
    service.close();
    publisher.close();
  }
}
