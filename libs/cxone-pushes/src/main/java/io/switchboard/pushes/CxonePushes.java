package io.switchboard.pushes;

import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.contract.headers.ServiceName;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.cxone.Cxone;
import io.switchboard.cxone.CxoneClient;
import io.switchboard.cxone.limit.RateLimiter;
import io.switchboard.cxone.profile.CxoneProfile;
import io.switchboard.cxone.profile.Operation;
import io.switchboard.cxone.settings.CxoneSettings;
import io.switchboard.cxone.token.TokenSource;
import io.switchboard.pushes.consumer.PushLoop;
import io.switchboard.pushes.consumer.PushSession;
import io.switchboard.pushes.delivery.PushMetrics;
import io.switchboard.pushes.optout.SearchSchedule;
import io.switchboard.pushes.optout.SearchedCxone;
import io.switchboard.pushes.records.AnswerLog;
import io.switchboard.pushes.records.ConnectionSource;
import io.switchboard.pushes.records.CurrentStates;
import io.switchboard.pushes.records.OutboundRecordIds;
import io.switchboard.pushes.state.PushSources;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.LostRecords;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pushes to CXone. They have separate consumers, so a slow CXone does not delay PostgreSQL. One
 * instance of a deployment is active, the others are on standby.
 */
public final class CxonePushes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CxonePushes.class);

  /** The share of the rate limit that is left to the voice bridges' tokens and sockets: 2 %. */
  private static final int SHARE_OF_BRIDGES = 50;

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  private CxonePushes() {}

  /**
   * Starts at once; Kafka, PostgreSQL and CXone may become available later.
   *
   * @param database for the registration of the data action, for counting dead-lettered opt-outs,
   *     and for the ids of CXone's records; without it, pushes continue
   * @param health gets one check per kind: {@code cxone-contact}, {@code cxone-interaction}, {@code
   *     cxone-outbound}
   */
  public static CxonePushes start(
      PushSettings settings,
      KafkaSettings kafka,
      ConnectionSource database,
      HealthChecks health,
      MeterRegistry meters) {
    var pushes = new CxonePushes();
    var cxone = ownShare(settings.cxone());
    var limiter = new RateLimiter(cxone.rateLimit());
    var tokens = pushes.with(new TokenSource(cxone, limiter, meters));
    var log = pushes.with(AnswerLog.connect(kafka, health));
    var metrics = new PushMetrics(meters);
    var client = pushes.with(new CxoneClient(cxone, limiter, tokens, meters));
    var sources = PushSources.all(kafka.topics(), settings.cxone());
    var loop =
        pushes.with(
            new PushLoop(
                new PushSession.PushComponents(
                    settings.cxone(),
                    settings.replays(),
                    settings.keyFailureTimeout(),
                    sources,
                    searched(settings.cxone().profile(), client, meters),
                    log,
                    metrics,
                    new OutboundRecordIds(database),
                    new CurrentStates(
                        database, kafka.prefix().applyTo(ServiceName.SINK_POSTGRES.wireName())),
                    health),
                kafka,
                new LostRecords(meters)));
    loop.start();
    pushes.with(new OptOutAge(database, metrics::oldestOptOut, health, meters)).start();
    register(settings, pushes, client, database, health);
    return pushes;
  }

  /** Where the profile has a search, an opt-out counts when the search shows it. */
  private static Function<BooleanSupplier, Cxone> searched(
      CxoneProfile profile, CxoneClient client, MeterRegistry meters) {
    return profile.endpoint(Operation.DNC_SEARCH).isEmpty()
        ? client::onlyWhile
        : allowed ->
            new SearchedCxone(
                client.onlyWhile(allowed),
                SearchSchedule.standard(),
                RandomGenerator.getDefault(),
                meters);
  }

  private static void register(
      PushSettings settings,
      CxonePushes pushes,
      CxoneClient client,
      ConnectionSource database,
      HealthChecks health) {
    var publicUrl = settings.publicUrl();
    var profile = settings.cxone().profile();
    if (profile.endpoint(Operation.DATA_ACTION).isPresent()) {
      if (publicUrl != null) {
        pushes.with(new DataActionRegistration(publicUrl, client, database, health)).start();
      }
    } else if (profile.instead() != null) {
      LOG.info(
          "CXone does not register webhooks. {}",
          profile
              .instead()
              .replace("{publicUrl}", publicUrl == null ? "PUBLIC_URL" : publicUrl.toString()));
    }
  }

  private static CxoneSettings ownShare(CxoneSettings settings) {
    var limit = settings.rateLimit();
    var left = Math.max(1, limit / SHARE_OF_BRIDGES);
    return settings.withRateLimit(Math.max(1, limit - left));
  }

  private <T extends AutoCloseable> T with(T part) {
    parts.push(part);
    return part;
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) { // AutoCloseable declares Exception
        LOG.warn("A component of the pushes did not close", e);
      }
    }
  }
}
