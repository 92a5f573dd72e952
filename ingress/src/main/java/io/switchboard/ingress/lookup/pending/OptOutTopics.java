package io.switchboard.ingress.lookup.pending;

import io.switchboard.contract.topic.Topics;
import java.util.HashSet;
import java.util.Set;

/**
 * The topics that an opt-out passes on its way to PostgreSQL. dnc-streams makes {@code dnc.events}
 * of the sources and {@code dnc.registry} of {@code dnc.events}; the sink reads {@code
 * dnc.registry}.
 *
 * @param sources webhooks, outcomes of calls and classified dispositions
 */
record OptOutTopics(Set<String> sources, String events, String registry) {
  OptOutTopics {
    sources = Set.copyOf(sources);
  }

  static OptOutTopics of(Topics topics) {
    return new OptOutTopics(
        Set.of(
            topics.dncWebhookEvents().name(),
            topics.ivrOutcomes().name(),
            topics.dispositionsClassified().name()),
        topics.dncEvents().name(),
        topics.dncRegistry().name());
  }

  Set<String> all() {
    var all = inputsOfDncStreams();
    all.add(registry);
    return all;
  }

  Set<String> inputsOfDncStreams() {
    var inputs = new HashSet<>(sources);
    inputs.add(events);
    return inputs;
  }

  /** The topics whose records become records of this one. */
  Set<String> before(String topic) {
    if (topic.equals(registry)) {
      return Set.of(events);
    }
    return topic.equals(events) ? sources : Set.of();
  }
}
