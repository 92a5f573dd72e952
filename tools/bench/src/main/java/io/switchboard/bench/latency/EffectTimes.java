package io.switchboard.bench.latency;

import io.switchboard.testkit.load.Latencies;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The times from the acknowledgement of each event to its first visible effect, by the event's key.
 * The time is negative when the effect is seen before the answer of ingress: the client was late,
 * and then these times say nothing about the product.
 */
final class EffectTimes {
  private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
  private final Map<String, Long> seen = new ConcurrentHashMap<>();

  /** Ingress has answered 200 at this {@link System#nanoTime}. */
  void acknowledged(String key, long nanos) {
    acknowledged.put(key, nanos);
  }

  /** The effect is visible at this {@link System#nanoTime}. */
  void seen(String key, long nanos) {
    seen.putIfAbsent(key, nanos);
  }

  /** The keys of acknowledged events without an effect. */
  List<String> outstanding() {
    return acknowledged.keySet().stream().filter(key -> !seen.containsKey(key)).toList();
  }

  /** The times of all acknowledged events, which must have been seen; the next stage is empty. */
  Latencies take() {
    var times =
        Latencies.of(
            acknowledged.entrySet().stream()
                .map(event -> seenAt(event.getKey()) - event.getValue())
                .toList());
    acknowledged.clear();
    seen.clear();
    return times;
  }

  private long seenAt(String key) {
    var nanos = seen.get(key);
    if (nanos == null) {
      throw new IllegalStateException("an acknowledged event has no effect yet");
    }
    return nanos;
  }
}
