package io.switchboard.ingress;

import io.switchboard.contract.headers.ServiceName;
import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.topic.Topics;
import io.switchboard.cxone.settings.CxoneSettings;
import io.switchboard.ingress.clock.ReceiveClock;
import io.switchboard.ingress.completed.CompletedContacts;
import io.switchboard.ingress.completed.PollSettings;
import io.switchboard.ingress.datastreams.DataStreams;
import io.switchboard.ingress.datastreams.DataStreamsSettings;
import io.switchboard.ingress.http.IngressServer;
import io.switchboard.ingress.lookup.DncLookupService;
import io.switchboard.ingress.lookup.LookupSettings;
import io.switchboard.ingress.menu.MenuService;
import io.switchboard.ingress.menu.MenuSettings;
import io.switchboard.ingress.menu.MenuTiming;
import io.switchboard.ingress.menu.profile.CallerProfiles;
import io.switchboard.ingress.menu.profile.PostgresProfiles;
import io.switchboard.ingress.menu.profile.ProfileSource;
import io.switchboard.ingress.nice.NiceEndpoints;
import io.switchboard.ingress.nice.PromptPaths;
import io.switchboard.ingress.publishing.KafkaHealth;
import io.switchboard.ingress.publishing.KafkaPublisher;
import io.switchboard.ingress.publishing.ProducerTuning;
import io.switchboard.ingress.request.Route;
import io.switchboard.ingress.voice.VoiceComponent;
import io.switchboard.ingress.webhook.RejectedInputPublisher;
import io.switchboard.ingress.webhook.WebhookHandlers;
import io.switchboard.service.ComponentStack;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.HealthPages;
import io.switchboard.service.ManagementServer;
import io.switchboard.service.Metrics;
import io.switchboard.service.Service;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ingress: webhooks in over HTTP, records out to Kafka, and the answers to waiting callers. */
public final class IngressService implements Service {
  /** Its name in logs, metrics and groups. */
  public static final String NAME = ServiceName.INGRESS.wireName();

  private static final Logger LOG = LoggerFactory.getLogger(IngressService.class);
  private static final String HTTP = "http";
  private final HealthChecks health;
  private final IngressServer server;
  private final Duration drain;
  private final ComponentStack components;

  private IngressService(
      HealthChecks health, IngressServer server, Duration drain, ComponentStack components) {
    this.health = health;
    this.server = server;
    this.drain = drain;
    this.components = components;
  }

  /**
   * Starts; Kafka need not be there yet.
   *
   * @throws io.switchboard.contract.settings.SettingsException naming every wrong setting
   */
  public static IngressService start(Environment environment) {
    return start(environment, new HealthChecks());
  }

  /**
   * The same with checks that may already hold what else has to be ready before the outside world
   * is let in.
   */
  public static IngressService start(Environment environment, HealthChecks health) {
    var settings = IngressSettings.read(environment);
    var menu = MenuSettings.read(environment, "http://127.0.0.1:" + settings.http().port());
    var lookup = LookupSettings.read(environment);
    var prompts = PromptPaths.read(environment);
    var poll = PollSettings.read(environment);
    var streams = DataStreamsSettings.read(environment);
    var voice = VoiceComponent.read(environment);
    environment.check();
    var components = new ComponentStack();
    try {
      return start(settings, menu, lookup, prompts, poll, streams, voice, health, components);
    } catch (RuntimeException e) {
      components.close();
      throw e;
    }
  }

  private static IngressService start(
      IngressSettings settings,
      MenuSettings menuSettings,
      LookupSettings lookup,
      PromptPaths prompts,
      Optional<PollSettings> poll,
      Optional<DataStreamsSettings> streams,
      Optional<CxoneSettings> voice,
      HealthChecks health,
      ComponentStack components) {
    var meters = Metrics.registry(NAME);
    var pages = new HealthPages(NAME, health, meters);
    health.down(HTTP, "does not listen yet"); // all else may be ready before
    components.add(
        "management server",
        ManagementServer.start(settings.management().host(), settings.management().port(), pages));
    var watch = new KafkaHealth(health);
    var clock = new ReceiveClock();
    var kafka = settings.kafka();
    var webhooks =
        components.add(
            "webhook publisher", KafkaPublisher.start(kafka, ProducerTuning.webhooks(), watch));
    var menu =
        components.add("menu publisher", KafkaPublisher.start(kafka, ProducerTuning.menu(), watch));
    webhooks.warmUp(raw(kafka.topics()), watch::reached);
    var source = profiles(menuSettings.database(), components);
    var profiles = new CallerProfiles(source, MenuTiming.DEFAULT, meters);
    var answers =
        components.add(
            "menu",
            new MenuService(menuSettings, MenuTiming::of, profiles, kafka, menu, health, meters));
    var lookups =
        components.add("lookup", DncLookupService.start(lookup, kafka, clock, health, meters));
    var rejections = new RejectedInputPublisher(webhooks, kafka.topics().rejected(), meters);
    var handlers =
        new WebhookHandlers(webhooks, kafka.topics(), rejections, answers, lookups, lookups)
            .byRoute(settings.simulatorEnabled());
    handlers.putAll(NiceEndpoints.byRoute(answers, menu, kafka.topics(), prompts, meters));
    var server =
        components.add(
            "HTTP server",
            IngressServer.start(settings.http(), handlers, rejections::keep, clock, pages));
    health.up(HTTP);
    voice.ifPresent(
        tenant -> {
          var tuning = ProducerTuning.voice();
          var digits =
              components.add("voice publisher", KafkaPublisher.start(kafka, tuning, watch));
          components.add(
              "voice bridge",
              VoiceComponent.start(tenant, digits, kafka.topics().dtmf(), health, meters));
        });
    poll.ifPresent(
        it ->
            components.add(
                "completed contacts",
                CompletedContacts.start(
                    it,
                    kafka,
                    Objects.requireNonNull(handlers.get(Route.CALL_RESULT)),
                    rejections::keep,
                    clock,
                    health,
                    meters)));
    streams.ifPresent(
        it ->
            components.add(
                "data streams", DataStreams.start(it, webhooks, kafka.topics(), health, meters)));
    announce(settings, server.port());
    return new IngressService(health, server, settings.drain(), components);
  }

  private static ProfileSource profiles(
      @Nullable DatabaseSettings database, ComponentStack components) {
    if (database == null) {
      LOG.warn("DATABASE_URL is not set: every caller is of tier standard");
      return ProfileSource.NONE;
    }
    return components.add("caller profiles", new PostgresProfiles(database));
  }

  private static List<String> raw(Topics topics) {
    return List.of(
        topics.callResults().name(),
        topics.contactEvents().name(),
        topics.dncWebhookEvents().name(),
        topics.dtmf().name(),
        topics.rejected().name());
  }

  private static void announce(IngressSettings settings, int port) {
    if (settings.http().authentication().open()) {
      LOG.warn(
          "No authentication is configured: serving 127.0.0.1:{} only, webhooks and reads open. "
              + "Set WEBHOOK_SECRETS or WEBHOOK_HEADER, and API_KEYS, to be reached from elsewhere",
          port);
    } else {
      LOG.info("Serving {}:{} ({} routes)", settings.http().host(), port, Route.values().length);
    }
  }

  /** The main port. */
  public int port() {
    return server.port();
  }

  /** The TLS port, if there is one. */
  public @Nullable Integer tlsPort() {
    return server.tlsPort();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public HealthChecks health() {
    return health;
  }

  /**
   * Not ready at once; refuses webhooks after the drain time; answers callers until the listener
   * closes; then flushes and closes the rest.
   */
  @Override
  public void close() {
    health.down(HTTP, "stopping");
    server.drain(drain);
    components.close();
  }
}
