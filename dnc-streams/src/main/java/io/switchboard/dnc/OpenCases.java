package io.switchboard.dnc;

import io.switchboard.contract.phone.DncKey;
import io.switchboard.dnc.registry.DncDecider;
import io.switchboard.dnc.registry.NumberState;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The numbers of one task that need an operator, in a separate store: after a restart the gauges
 * are counted from it, without reading every number.
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

  void changed(String key, NumberState before, DncDecider.DncResult result) {
    if (before.open() == result.state().open()) {
      return;
    }
    if (result.state().open()) {
      store.put(key, result.decision().kind().wireName());
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

  /** Subtracts the cases of the task from the gauges when the task moves to another instance. */
  @Override
  public void close() {
    metrics.unresolved(-unresolved);
    metrics.quarantined(-quarantined);
  }
}
