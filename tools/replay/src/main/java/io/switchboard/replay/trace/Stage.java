package io.switchboard.replay.trace;

import io.switchboard.contract.topic.TopicPrefix;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The topics in the order of the flow, each with its sources. */
public enum Stage {
  DTMF("cxone.dtmf"),
  CALL_RESULTS("cxone.call-results"),
  CONTACT_EVENTS("cxone.contact-events"),
  DNC_WEBHOOKS("cxone.dnc-events"),
  REJECTED("cxone.rejected"),
  IVR_DECISIONS("ivr.decisions", DTMF),
  IVR_OUTCOMES("ivr.outcomes", DTMF),
  CLASSIFIED("dispositions.classified", CALL_RESULTS),
  CRITICAL("dispositions.critical", CLASSIFIED),
  MEDIUM("dispositions.medium", CLASSIFIED),
  LOW("dispositions.low", CLASSIFIED),
  DNC_EVENTS("dnc.events", DNC_WEBHOOKS, CLASSIFIED, IVR_OUTCOMES),
  DNC_DECISIONS("dnc.decisions", DNC_EVENTS),
  DNC_REGISTRY("dnc.registry", DNC_DECISIONS),
  PUSHES("cxone.pushes", DNC_REGISTRY, CLASSIFIED, IVR_OUTCOMES),
  DEAD_LETTERS(".dlq");

  /**
   * Several services write consent, and one of them may be behind the others: a record may stand
   * long after its time. A topic that one service writes keeps the order of its source, however
   * late that service is.
   */
  static final Set<Stage> CONSENT = EnumSet.of(DNC_EVENTS, DNC_DECISIONS, DNC_REGISTRY);

  private final String topic;
  private final List<Stage> sources;

  Stage(String topic, Stage... sources) {
    this.topic = topic;
    this.sources = List.of(sources);
  }

  /** By the name on the cluster; empty for topics that are not part of the flow. */
  static Optional<Stage> of(String topic, TopicPrefix prefix) {
    if (topic.endsWith(DEAD_LETTERS.topic)) {
      return Optional.of(DEAD_LETTERS);
    }
    return Arrays.stream(values())
        .filter(stage -> prefix.applyTo(stage.topic).equals(topic))
        .findFirst();
  }

  /** The sources of its records, the most likely first. */
  List<Stage> sources() {
    return sources;
  }

  /** Whether its keys are call ids or contact ids, never the prefixed keys of consent. */
  boolean keyedByPlainId() {
    return switch (this) {
      case DTMF,
          CALL_RESULTS,
          CONTACT_EVENTS,
          IVR_DECISIONS,
          IVR_OUTCOMES,
          CLASSIFIED,
          CRITICAL,
          MEDIUM,
          LOW ->
          true;
      case DNC_WEBHOOKS, REJECTED, DNC_EVENTS, DNC_DECISIONS, DNC_REGISTRY, PUSHES, DEAD_LETTERS ->
          false;
    };
  }

  /** Whether its keys are numbers as sent. */
  boolean keyedAsSent() {
    return this == DNC_WEBHOOKS;
  }
}
