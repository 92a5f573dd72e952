package io.switchboard.console;

import io.switchboard.console.access.Authorization;
import io.switchboard.console.access.SessionCookies;
import io.switchboard.console.audit.ConsoleAudit;
import io.switchboard.console.calls.CallersNow;
import io.switchboard.console.export.Exports;
import io.switchboard.console.live.LiveTopicFollower;
import io.switchboard.console.live.RecordBuffer;
import io.switchboard.console.live.Subscription;
import io.switchboard.console.live.TopicRates;
import io.switchboard.console.menu.ActivatedMenus;
import io.switchboard.console.menu.CallsInMenu;
import io.switchboard.console.overview.DecisionHistory;
import io.switchboard.console.overview.HistoryPart;
import io.switchboard.console.overview.OverviewPage;
import io.switchboard.console.overview.SituationReader;
import io.switchboard.console.overview.TopicHistory;
import io.switchboard.console.server.ConsoleServer;
import io.switchboard.console.server.MenuFollower;
import io.switchboard.console.server.Outages;
import io.switchboard.console.server.Pages;
import io.switchboard.console.store.Store;
import io.switchboard.console.view.PageReader;
import io.switchboard.console.view.Views;
import io.switchboard.contract.settings.Environment;
import io.switchboard.replay.dlq.DeadLetterIndex;
import io.switchboard.replay.reading.WindowBound;
import io.switchboard.replay.status.DeploymentStatus;
import io.switchboard.replay.status.OpenDeadLetters;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.HealthPages;
import io.switchboard.service.ManagementServer;
import io.switchboard.service.Metrics;
import io.switchboard.service.Service;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The console: pages about the pipeline, for people in a browser. */
public final class ConsoleService implements Service {
  /** Its name in logs and metrics. */
  public static final String NAME = "console";

  private static final Logger LOG = LoggerFactory.getLogger(ConsoleService.class);
  private static final int MAX_RECORDS = 5_000;
  private static final long MAX_BYTES = 16L << 20;
  private static final String HTTP = "http";

  /** What ingress writes, which has no transactions. */
  private static final List<String> FROM_CXONE =
      List.of(
          "cxone.dtmf",
          "cxone.call-results",
          "cxone.contact-events",
          "cxone.dnc-events",
          "cxone.rejected");

  private final HealthChecks health;
  private final ConsoleServer server;
  private final Deque<AutoCloseable> parts;

  private ConsoleService(HealthChecks health, ConsoleServer server, Deque<AutoCloseable> parts) {
    this.health = health;
    this.server = server;
    this.parts = parts;
  }

  /**
   * Starts; Kafka and PostgreSQL need not be there yet.
   *
   * @throws io.switchboard.contract.settings.SettingsException naming every wrong setting
   */
  public static ConsoleService start(Environment environment) {
    var settings = ConsoleSettings.read(environment);
    environment.check();
    var parts = new ArrayDeque<AutoCloseable>(); // last started, first closed
    try {
      return start(settings, parts);
    } catch (RuntimeException e) {
      closeAll(parts);
      throw e;
    }
  }

  private static ConsoleService start(ConsoleSettings settings, Deque<AutoCloseable> parts) {
    var health = new HealthChecks();
    health.down(HTTP, "does not listen yet");
    var meters = Metrics.registry(NAME);
    parts.push(
        ManagementServer.start(
            settings.management().host(),
            settings.management().port(),
            new HealthPages(NAME, health, meters)));
    var buffer = new RecordBuffer(MAX_RECORDS, MAX_BYTES);
    var rates = new TopicRates();
    var definitions = new ActivatedMenus(settings.kafka());
    var open = new CallsInMenu(settings.kafka());
    var follower =
        opened(
            parts,
            LiveTopicFollower.start(
                settings.kafka(),
                health,
                buffer,
                rates,
                List.of(
                    new Subscription(
                        definitions.topic(), new WindowBound.Beginning(), definitions::accept),
                    new Subscription(
                        open.topic(),
                        new WindowBound.At(Instant.now().minus(CallsInMenu.HISTORY)),
                        open::accept))));
    var store = opened(parts, Store.of(settings.database()));
    var outages = new Outages(follower, store, Instant.now());
    var views = new Views(settings.open(), settings.kafka().prefix().value(), outages::live);
    var cookies = new SessionCookies(settings.sessionKey(), Clock.systemUTC());
    var authorization =
        new Authorization(settings.users(), settings.proxy(), cookies, settings.secureCookies());
    var audit = opened(parts, new ConsoleAudit(settings.kafka()));
    var exports = new Exports(audit);
    var index = opened(parts, new DeadLetterIndex(settings.kafka(), PageReader.TIMEOUT));
    var history =
        new HistoryPart(
            new TopicHistory(settings.kafka(), FROM_CXONE), new DecisionHistory(store), views);
    var overview =
        opened(
            parts,
            new OverviewPage(
                opened(parts, new SituationReader(status(settings, index), health)),
                rates,
                settings.kafka().prefix(),
                opened(parts, history),
                exports,
                views,
                health));
    var pages =
        opened(
            parts,
            Pages.of(
                settings,
                authorization,
                overview,
                buffer,
                new MenuFollower(
                    definitions, open, opened(parts, new CallersNow(open, views, health))),
                store,
                index,
                audit,
                exports,
                views));
    var server =
        ConsoleServer.start(settings.host(), settings.port(), pages, authorization, views, outages);
    parts.push(server);
    health.up(HTTP);
    announce(settings, server.port());
    return new ConsoleService(health, server, parts);
  }

  private static DeploymentStatus status(ConsoleSettings settings, DeadLetterIndex index) {
    return new DeploymentStatus(
        settings.services(),
        Map.of(),
        settings.kafka(),
        Optional.of(settings.database()),
        new OpenDeadLetters(index));
  }

  private static <T extends AutoCloseable> T opened(Deque<AutoCloseable> parts, T part) {
    parts.push(part);
    return part;
  }

  private static void announce(ConsoleSettings settings, int port) {
    LOG.info("The console listens on http://{}:{}", settings.host(), port);
    if (settings.open()) {
      LOG.warn(
          "No users are configured: the console serves this machine only and everybody on it may do"
              + " everything. Set CONSOLE_USERS or CONSOLE_PROXY_HEADER to serve others.");
    }
  }

  /** The port that it listens on. */
  public int port() {
    return server.port();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public HealthChecks health() {
    return health;
  }

  @Override
  public void close() {
    closeAll(parts);
  }

  private static void closeAll(Deque<AutoCloseable> parts) {
    while (!parts.isEmpty()) {
      var part = parts.pop();
      try {
        part.close();
      } catch (Exception e) { // the others have to be closed too
        LOG.warn("{} did not close", part.getClass().getSimpleName(), e);
      }
    }
  }
}
