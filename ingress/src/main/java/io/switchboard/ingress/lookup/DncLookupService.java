package io.switchboard.ingress.lookup;

import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.contract.phone.DncMirror;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.ingress.clock.ClockCheck;
import io.switchboard.ingress.clock.ReceiveClock;
import io.switchboard.ingress.lookup.pending.OptOutTracker;
import io.switchboard.ingress.lookup.pending.PendingView;
import io.switchboard.ingress.lookup.pipeline.Freshness;
import io.switchboard.ingress.lookup.pipeline.PipelineLagMonitor;
import io.switchboard.ingress.lookup.store.DncCache;
import io.switchboard.ingress.lookup.store.DncRegistry;
import io.switchboard.ingress.lookup.store.LookupBatcher;
import io.switchboard.ingress.lookup.store.RedisStore;
import io.switchboard.ingress.lookup.store.RegistryStore;
import io.switchboard.ingress.publishing.Publication;
import io.switchboard.service.ComponentStack;
import io.switchboard.service.HealthChecks;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The DNC lookup and the stores that it reads, started and stopped together. */
public final class DncLookupService implements DncLookup, OptOutListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DncLookupService.class);

  /** Queries in flight for each store: while one is answered, the next is on its way. */
  private static final int MAX_CONCURRENT_QUERIES = 2;

  private final StoreLookup lookup;
  private final OptOutListener optOuts;
  private final ComponentStack stores;

  private DncLookupService(StoreLookup lookup, OptOutListener optOuts, ComponentStack stores) {
    this.lookup = lookup;
    this.optOuts = optOuts;
    this.stores = stores;
  }

  /**
   * Starts the lookup; Kafka, PostgreSQL and Redis may still be down.
   *
   * @param clock of receipts, to be compared with PostgreSQL's
   */
  public static DncLookupService start(
      LookupSettings settings,
      KafkaSettings kafka,
      ReceiveClock clock,
      HealthChecks health,
      MeterRegistry meters) {
    var stores = new ComponentStack();
    var audit = new LookupAudit(settings.auditKey());
    if (settings.auditKey().length == 0) {
      LOG.info(
          "DNC_AUDIT_KEY is not set: the audit's hashes can be computed from a list of numbers");
    }
    var cache = cache(settings, kafka, stores);
    var database = settings.database();
    if (database == null) {
      LOG.warn("DATABASE_URL is not set: every lookup answers do not call");
      var lookup =
          new StoreLookup(
              settings.region(),
              PendingView.NONE,
              cache,
              _ -> new DncRegistry.Finding.Unusable("unset"),
              () -> Freshness.State.UNMEASURED,
              audit,
              meters);
      return new DncLookupService(lookup, (_, _, _) -> {}, stores);
    }
    var store = stores.add("registry", new RegistryStore(database));
    var _ = stores.add("clock check", ClockCheck.start(store::time, clock, health, meters));
    var freshness =
        stores.add(
            "lag monitor",
            PipelineLagMonitor.start(kafka, store, settings.tolerated(), health, meters));
    var optOuts =
        stores.add(
            "opt-outs", OptOutTracker.start(kafka, store, settings.region(), health, meters));
    var registry = new LookupBatcher<>(store::find, MAX_CONCURRENT_QUERIES);
    var lookup =
        new StoreLookup(
            settings.region(), optOuts.pending(), cache, registry::find, freshness, audit, meters);
    return new DncLookupService(lookup, optOuts::acknowledged, stores);
  }

  private static DncCache cache(
      LookupSettings settings, KafkaSettings kafka, ComponentStack stores) {
    var url = settings.redisUrl();
    if (url == null) {
      return DncLookupService::nothing;
    }
    var store = stores.add("mirror", new RedisStore(url, new DncMirror(kafka.prefix())));
    return new LookupBatcher<>(store::find, MAX_CONCURRENT_QUERIES)::find;
  }

  private static DncCache.Finding nothing(Collection<String> keys) {
    return new DncCache.Finding.Entries(Map.of());
  }

  @Override
  public List<LookupAnswer> lookUp(List<String> phoneNumbers) {
    return lookup.lookUp(phoneNumbers);
  }

  @Override
  public void acknowledged(String phoneNumber, Publication.Durable at, Instant receivedAt) {
    optOuts.acknowledged(phoneNumber, at, receivedAt);
  }

  @Override
  public void close() {
    stores.close();
  }
}
