package io.switchboard.replay.copy;

import io.switchboard.contract.topic.TopicCatalog;
import io.switchboard.contract.topic.TopicPrefix;
import java.util.List;
import java.util.Map;

/** The topics that services use, and the readers of each. */
final class LiveTopics {
  private static final List<String> OUTCOMES =
      List.of("dnc-streams (opt-outs)", "sink-postgres (rows; pushes to CXone ignore replays)");

  private static final Map<String, List<String>> READERS =
      Map.ofEntries(
          Map.entry("cxone.dtmf", List.of("ivr-streams")),
          Map.entry("cxone.call-results", List.of("disposition-streams")),
          Map.entry("cxone.contact-events", List.of("sink-postgres (rows)")),
          Map.entry("cxone.dnc-events", List.of("dnc-streams")),
          Map.entry("ivr.definitions", List.of("ingress (fallback menus)")),
          Map.entry("ivr.decisions", List.of("ingress (callers who wait)")),
          Map.entry("ivr.outcomes", OUTCOMES),
          Map.entry("dispositions.classified", OUTCOMES),
          Map.entry("dispositions.critical", List.of("downstream teams")),
          Map.entry("dispositions.medium", List.of("downstream teams")),
          Map.entry("dispositions.low", List.of("downstream teams")),
          Map.entry("dnc.events", List.of("dnc-streams")),
          Map.entry("dnc.decisions", List.of("sink-postgres (the record of consent)")),
          Map.entry(
              "dnc.registry",
              List.of("sink-postgres (rows, Redis; pushes to CXone ignore replays)")),
          Map.entry("cxone.pushes", List.of("sink-postgres (rows)")));

  private LiveTopics() {}

  static boolean isLive(String topic, TopicPrefix prefix) {
    return TopicCatalog.shipped().topics().stream()
        .anyMatch(entry -> prefix.applyTo(entry.name()).equals(topic));
  }

  static List<String> readers(String topic, TopicPrefix prefix) {
    return READERS.entrySet().stream()
        .filter(entry -> prefix.applyTo(entry.getKey()).equals(topic))
        .flatMap(entry -> entry.getValue().stream())
        .toList();
  }
}
