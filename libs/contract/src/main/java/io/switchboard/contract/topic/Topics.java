package io.switchboard.contract.topic;

import io.switchboard.contract.event.ConsoleAction;
import io.switchboard.contract.event.DeadLetterResolution;
import io.switchboard.contract.event.PushAnswer;
import io.switchboard.contract.event.RejectedInput;
import io.switchboard.contract.event.disposition.ClassifiedDisposition;
import io.switchboard.contract.event.dnc.DncDecision;
import io.switchboard.contract.event.dnc.DncEvent;
import io.switchboard.contract.event.dnc.DncRegistration;
import io.switchboard.contract.event.ivr.CallDecision;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.CallOutcome;
import io.switchboard.contract.event.ivr.PublishedDefinition;
import io.switchboard.contract.json.JsonSerde;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * The topics of one deployment with their types. Partitions and retention are in topics.yaml.
 *
 * <p>Raw topics, whose value is CXone's JSON verbatim, are typed as bytes.
 */
public record Topics(TopicPrefix prefix) {
  /**
   * The largest value that a stream service reads: several times the limit of ingress, and half of
   * a topic's limit, so that derived records fit. A larger one becomes a dead letter.
   */
  public static final int MAX_VALUE_BYTES = 512 << 10;

  /** Digits, menu requests, fallbacks, call ends, ticks and activations, keyed by callId. */
  public Topic<String, CallEvent> dtmf() {
    return json("cxone.dtmf", CallEvent.class);
  }

  /** CXone's call results, verbatim, keyed by contactId. */
  public Topic<String, byte[]> callResults() {
    return verbatim("cxone.call-results");
  }

  /** One element of a data action's events, verbatim, keyed by its id. */
  public Topic<String, byte[]> contactEvents() {
    return verbatim("cxone.contact-events");
  }

  /** CXone's opt-ins and opt-outs, verbatim, keyed by the number as sent. */
  public Topic<String, byte[]> dncWebhookEvents() {
    return verbatim("cxone.dnc-events");
  }

  /** CXone's IVR logs of the Data Streams, verbatim, keyed by contactId. */
  public Topic<String, byte[]> ivrLogs() {
    return verbatim("cxone.ivr-logs");
  }

  /** Refused input of authenticated senders, keyed by endpoint. */
  public Topic<String, RejectedInput> rejected() {
    return json("cxone.rejected", RejectedInput.class);
  }

  /** Menu definitions, keyed by content hash, compacted. */
  public Topic<String, PublishedDefinition> ivrDefinitions() {
    return json("ivr.definitions", PublishedDefinition.class);
  }

  /** What each caller hears next, keyed by callId. */
  public Topic<String, CallDecision> ivrDecisions() {
    return json("ivr.decisions", CallDecision.class);
  }

  /** How each call's session ended, keyed by callId. */
  public Topic<String, CallOutcome> ivrOutcomes() {
    return json("ivr.outcomes", CallOutcome.class);
  }

  /** Every classified call result, keyed by contactId. */
  public Topic<String, ClassifiedDisposition> dispositionsClassified() {
    return json("dispositions.classified", ClassifiedDisposition.class);
  }

  /** The classified call results of severity critical. */
  public Topic<String, ClassifiedDisposition> dispositionsCritical() {
    return json("dispositions.critical", ClassifiedDisposition.class);
  }

  /** The classified call results of severity medium. */
  public Topic<String, ClassifiedDisposition> dispositionsMedium() {
    return json("dispositions.medium", ClassifiedDisposition.class);
  }

  /** The classified call results of severity low. */
  public Topic<String, ClassifiedDisposition> dispositionsLow() {
    return json("dispositions.low", ClassifiedDisposition.class);
  }

  /**
   * Every opt-in and opt-out of every source, normalised, keyed by E.164 (or raw:, contact:,
   * call:).
   */
  public Topic<String, DncEvent> dncEvents() {
    return json("dnc.events", DncEvent.class);
  }

  /** The decision on each opt-in and opt-out, hash-chained per number. */
  public Topic<String, DncDecision> dncDecisions() {
    return json("dnc.decisions", DncDecision.class);
  }

  /** The current state per number, compacted. */
  public Topic<String, DncRegistration> dncRegistry() {
    return json("dnc.registry", DncRegistration.class);
  }

  /** CXone's final answer to each push. */
  public Topic<String, PushAnswer> pushes() {
    return json("cxone.pushes", PushAnswer.class);
  }

  /** The dead letters of one service: the source record, byte for byte. */
  public Topic<byte[], byte[]> deadLetters(String service) {
    return new Topic<>(prefix.applyTo(service + ".dlq"), Serdes.ByteArray(), Serdes.ByteArray());
  }

  /** What operators did with dead letters, keyed by the dead letter's identity. */
  public Topic<String, DeadLetterResolution> deadLetterResolutions() {
    return json("dlq.resolutions", DeadLetterResolution.class);
  }

  /** What people revealed or changed in the console, keyed by their name. */
  public Topic<String, ConsoleAction> consoleAudit() {
    return json("console.audit", ConsoleAction.class);
  }

  private <V> Topic<String, V> json(String name, Class<V> type) {
    return new Topic<>(prefix.applyTo(name), Serdes.String(), bounded(JsonSerde.ofComplete(type)));
  }

  private Topic<String, byte[]> verbatim(String name) {
    return new Topic<>(prefix.applyTo(name), Serdes.String(), bounded(Serdes.ByteArray()));
  }

  private static <V> Serde<V> bounded(Serde<V> values) {
    var unbounded = values.deserializer();
    return Serdes.serdeFrom(
        values.serializer(),
        (topic, bytes) -> {
          if (bytes != null && bytes.length > MAX_VALUE_BYTES) {
            throw new SerializationException(
                "a value of " + bytes.length + " bytes; at most " + MAX_VALUE_BYTES + " are read");
          }
          return unbounded.deserialize(topic, bytes);
        });
  }
}
