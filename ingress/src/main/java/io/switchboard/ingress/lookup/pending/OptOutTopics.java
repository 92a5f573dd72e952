package io.switchboard.ingress.lookup.pending;

import io.switchboard.contract.headers.ServiceName;
import io.switchboard.contract.topic.Topics;
import java.util.HashSet;
import java.util.Set;

/**
 * The topics that an opt-out passes on its way to PostgreSQL. dnc-streams makes {@code dnc.events}
 * of the sources and {@code dnc.registry} of {@code dnc.events}; the sink reads {@code
 * dnc.registry}.
 *
 * @param sources webhooks, outcomes of calls and classified dispositions
 * @param deadLetters of dnc-streams and the sink: where an opt-out goes that they cannot process
 * @param resolutions what operators did with dead letters
 */
record OptOutTopics(
    Set<String> sources,
    String events,
    String registry,
    Set<String> deadLetters,
    String resolutions) {
  OptOutTopics {
    sources = Set.copyOf(sources);
    deadLetters = Set.copyOf(deadLetters);
  }

  static OptOutTopics of(Topics topics) {
    return new OptOutTopics(
        Set.of(
            topics.dncWebhookEvents().name(),
            topics.ivrOutcomes().name(),
            topics.dispositionsClassified().name()),
        topics.dncEvents().name(),
        topics.dncRegistry().name(),
        Set.of(
            topics.deadLetters(ServiceName.DNC_STREAMS.wireName()).name(),
            topics.deadLetters(ServiceName.SINK_POSTGRES.wireName()).name()),
        topics.deadLetterResolutions().name());
  }

  /** The topics that an opt-out passes when nothing refuses it. */
  Set<String> pipeline() {
    var pipeline = inputsOfDncStreams();
    pipeline.add(registry);
    return pipeline;
  }

  /** The pipeline, and the topics of dead letters. */
  Set<String> all() {
    var all = besides();
    all.addAll(pipeline());
    return all;
  }

  /** The dead letters and their resolutions. */
  Set<String> besides() {
    var besides = new HashSet<>(deadLetters);
    besides.add(resolutions);
    return besides;
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
