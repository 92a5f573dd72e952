package io.switchboard.e2e.foreign;

import io.switchboard.contract.topic.Topic;
import io.switchboard.contract.topic.Topics;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A topic that services read, and what comes of a usable record on it. */
enum InputTopic {
  DTMF(Topics::dtmf, "ivr-streams"),
  CALL_RESULTS(Topics::callResults, "disposition-streams"),
  DNC_EVENTS_OF_CXONE(Topics::dncWebhookEvents, "dnc-streams"),
  OUTCOMES(Topics::ivrOutcomes, "dnc-streams", "sink-postgres"),
  CLASSIFIED(Topics::dispositionsClassified, "dnc-streams", "sink-postgres"),
  DNC_EVENTS(Topics::dncEvents, "dnc-streams"),
  CONTACT_EVENTS(Topics::contactEvents, "sink-postgres"),
  REGISTRY(Topics::dncRegistry, "sink-postgres"),
  DECISIONS(Topics::dncDecisions, "sink-postgres");

  private final Function<Topics, Topic<?, ?>> topic;
  private final List<String> readers;

  InputTopic(Function<Topics, Topic<?, ?>> topic, String... readers) {
    this.topic = topic;
    this.readers = List.of(readers);
  }

  /** Its name on the cluster. */
  String topic(Topics topics) {
    return topic.apply(topics).name();
  }

  /** The services that make a dead letter of a record that they cannot use. */
  List<String> readers() {
    return readers;
  }

  /** Whether the topic is compacted, and so refuses a record without a key. */
  boolean keyed() {
    return this == REGISTRY;
  }

  /**
   * What comes of a usable record.
   *
   * @param topic where a stream service writes; null when none reads this one
   * @param key of the record there
   * @param row a query for the sink's rows, with the record's own key; empty when it reads no such
   */
  record Result(@Nullable String topic, IntFunction<String> key, String row) {}

  Result result(Topics topics) {
    var decisions = topics.dncDecisions().name();
    return switch (this) {
      case DTMF -> new Result(topics.ivrDecisions().name(), UsableRecords::key, "");
      case CALL_RESULTS ->
          new Result(topics.dispositionsClassified().name(), UsableRecords::key, "");
      case DNC_EVENTS_OF_CXONE, DNC_EVENTS -> new Result(decisions, UsableRecords::phone, "");
      case OUTCOMES ->
          new Result(
              decisions, UsableRecords::phone, "select 1 from ivr_outcomes where call_id = ?");
      case CLASSIFIED ->
          new Result(
              decisions, UsableRecords::phone, "select 1 from dispositions where contact_id = ?");
      case CONTACT_EVENTS ->
          new Result(null, UsableRecords::key, "select 1 from contact_records where id = ?");
      case REGISTRY ->
          new Result(null, UsableRecords::key, "select 1 from dnc_registry where event_id = ?");
      case DECISIONS ->
          new Result(null, UsableRecords::key, "select 1 from dnc_decisions where decision_id = ?");
    };
  }
}
