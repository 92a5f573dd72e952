package io.switchboard.ingress.lookup;

import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.contract.phone.DncMirror;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.service.HealthChecks;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lookup with all that it needs, started and stopped together. */
public final class LookupDesk implements DncLookup, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LookupDesk.class);

  /** Questions on their way to a store: while one is answered, the next is under way. */
  private static final int AT_ONCE = 2;

  private final StoreLookup lookup;
  private final Deque<AutoCloseable> closing;

  private LookupDesk(StoreLookup lookup, Deque<AutoCloseable> closing) {
    this.lookup = lookup;
    this.closing = closing;
  }

  /** Starts; neither Kafka nor PostgreSQL nor Redis need be there yet. */
  public static LookupDesk start(
      LookupSettings settings, KafkaSettings kafka, HealthChecks health, MeterRegistry meters) {
    var closing = new ArrayDeque<AutoCloseable>();
    var audit = new LookupAudit(settings.auditKey());
    if (settings.auditKey().length == 0) {
      LOG.info(
          "DNC_AUDIT_KEY is not set: the audit's hashes can be computed from a list of numbers");
    }
    var quick = quick(settings, kafka, closing);
    var database = settings.database();
    if (database == null) {
      LOG.warn("DATABASE_URL is not set: no number is ever said to be free");
      var lookup =
          new StoreLookup(
              settings.region(),
              quick,
              _ -> new SureStore.Finding.Unusable("unset"),
              () -> Freshness.State.UNMEASURED,
              audit,
              meters);
      return new LookupDesk(lookup, closing);
    }
    var store = new RegistryStore(database);
    closing.push(store);
    var freshness = PipelineLagMonitor.start(kafka, store, settings.tolerated(), health, meters);
    closing.push(freshness);
    var sure = new SharedQuestions<>(store::find, AT_ONCE);
    var lookup = new StoreLookup(settings.region(), quick, sure::find, freshness, audit, meters);
    return new LookupDesk(lookup, closing);
  }

  private static QuickStore quick(
      LookupSettings settings, KafkaSettings kafka, Deque<AutoCloseable> closing) {
    var url = settings.redisUrl();
    if (url == null) {
      return LookupDesk::nothing;
    }
    var store = new RedisStore(url, new DncMirror(kafka.prefix()));
    closing.push(store);
    return new SharedQuestions<>(store::find, AT_ONCE)::find;
  }

  private static QuickStore.Finding nothing(Collection<String> keys) {
    return new QuickStore.Finding.Entries(Map.of());
  }

  @Override
  public List<LookupAnswer> look(List<String> phoneNumbers) {
    return lookup.look(phoneNumbers);
  }

  @Override
  public void close() {
    while (!closing.isEmpty()) {
      try {
        closing.pop().close();
      } catch (Exception e) { // AutoCloseable declares nothing narrower
        LOG.warn("a part of the lookup did not close", e);
      }
    }
  }
}
