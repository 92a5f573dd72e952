package io.switchboard.dnc;

import io.switchboard.contract.phone.DncKey;
import io.switchboard.dnc.registry.Decided;
import io.switchboard.dnc.registry.NumberState;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The numbers of one task that an operator should look at, in a small store of their own: so that
 * after a restart the gauges need not read every number there is.
 */
final class OpenCases implements AutoCloseable {
  private final KeyValueStore<String, String> store;
  private final DncMetrics metrics;
  private long unresolved;
  private long quarantined;

  private OpenCases(KeyValueStore<String, String> store, DncMetrics metrics) {
    this.store = store;
    this.metrics = metrics;
  }

  static OpenCases of(KeyValueStore<String, String> store, DncMetrics metrics) {
    var cases = new OpenCases(store, metrics);
    try (var all = cases.store.all()) {
      all.forEachRemaining(entry -> cases.count(entry.key, 1));
    }
    return cases;
  }

  void changed(String key, NumberState before, Decided decided) {
    if (before.open() == decided.state().open()) {
      return;
    }
    if (decided.state().open()) {
      store.put(key, decided.decision().kind().word());
      count(key, 1);
    } else {
      store.delete(key);
      count(key, -1);
    }
  }

  private void count(String key, int change) {
    if (DncKey.isUnknownNumber(key)) {
      unresolved += change;
      metrics.unresolved(change);
    } else {
      quarantined += change;
      metrics.quarantined(change);
    }
  }

  /** The task goes elsewhere: its cases are no longer counted here. */
  @Override
  public void close() {
    metrics.unresolved(-unresolved);
    metrics.quarantined(-quarantined);
  }
}
