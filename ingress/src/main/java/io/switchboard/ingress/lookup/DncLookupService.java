package io.switchboard.ingress.lookup;

import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.contract.phone.DncMirror;
import io.switchboard.contract.settings.KafkaSettings;
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
import io.switchboard.service.HealthChecks;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
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
  private final Deque<AutoCloseable> closing;

  private DncLookupService(
      StoreLookup lookup, OptOutListener optOuts, Deque<AutoCloseable> closing) {
    this.lookup = lookup;
    this.optOuts = optOuts;
    this.closing = closing;
  }

  /** Starts the lookup; Kafka, PostgreSQL and Redis may still be down. */
  public static DncLookupService start(
      LookupSettings settings, KafkaSettings kafka, HealthChecks health, MeterRegistry meters) {
    var closing = new ArrayDeque<AutoCloseable>();
    var audit = new LookupAudit(settings.auditKey());
    if (settings.auditKey().length == 0) {
      LOG.info(
          "DNC_AUDIT_KEY is not set: the audit's hashes can be computed from a list of numbers");
    }
    var cache = cache(settings, kafka, closing);
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
      return new DncLookupService(lookup, (_, _, _) -> {}, closing);
    }
    var store = new RegistryStore(database);
    closing.push(store);
    var freshness = PipelineLagMonitor.start(kafka, store, settings.tolerated(), health, meters);
    closing.push(freshness);
    var optOuts = OptOutTracker.start(kafka, store, settings.region(), health, meters);
    closing.push(optOuts);
    var registry = new LookupBatcher<>(store::find, MAX_CONCURRENT_QUERIES);
    var lookup =
        new StoreLookup(
            settings.region(), optOuts.pending(), cache, registry::find, freshness, audit, meters);
    return new DncLookupService(lookup, optOuts::acknowledged, closing);
  }

  private static DncCache cache(
      LookupSettings settings, KafkaSettings kafka, Deque<AutoCloseable> closing) {
    var url = settings.redisUrl();
    if (url == null) {
      return DncLookupService::nothing;
    }
    var store = new RedisStore(url, new DncMirror(kafka.prefix()));
    closing.push(store);
    return new LookupBatcher<>(store::find, MAX_CONCURRENT_QUERIES)::find;
  }

  private static DncCache.Finding nothing(Collection<String> keys) {
    return new DncCache.Finding.Entries(Map.of());
  }

  @Override
  public List<LookupAnswer> look(List<String> phoneNumbers) {
    return lookup.look(phoneNumbers);
  }

  @Override
  public void acknowledged(String phoneNumber, Publication.Durable at, Instant receivedAt) {
    optOuts.acknowledged(phoneNumber, at, receivedAt);
  }

  @Override
  public void close() {
    while (!closing.isEmpty()) {
      try {
        closing.pop().close();
      } catch (Exception e) { // AutoCloseable declares nothing narrower
        LOG.warn("cannot close a part of the DNC lookup", e);
      }
    }
  }
}
