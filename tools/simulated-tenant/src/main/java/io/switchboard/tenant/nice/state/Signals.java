package io.switchboard.tenant.nice.state;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The signals that the scripts of contacts received. */
public final class Signals {
  private final Map<String, List<ReceivedSignal>> byContact = new TreeMap<>();

  /** Receives one request. */
  public synchronized void receive(
      String contactId, Instant now, Map<String, String> parameters, Duration window) {
    var signals =
        Objects.requireNonNull(byContact.computeIfAbsent(contactId, _ -> new ArrayList<>()));
    var last =
        signals.isEmpty() ? Optional.<ReceivedSignal>empty() : Optional.of(signals.getLast());
    var next = ReceivedSignal.after(last, now, parameters, window);
    if (next.requests() > 1) {
      signals.removeLast();
    }
    signals.add(next);
  }

  /** The signals of one contact, oldest first. */
  public synchronized List<ReceivedSignal> of(String contactId) {
    return List.copyOf(byContact.getOrDefault(contactId, List.of()));
  }

  /** All signals by contact. */
  public synchronized Map<String, List<ReceivedSignal>> all() {
    var copy = new TreeMap<String, List<ReceivedSignal>>();
    byContact.forEach((id, signals) -> copy.put(id, List.copyOf(signals)));
    return copy;
  }

  /** Removes everything. */
  public synchronized void clear() {
    byContact.clear();
  }
}
