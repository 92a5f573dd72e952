package io.switchboard.ingress.lookup.pending;

import io.switchboard.contract.event.disposition.ClassifiedDisposition;
import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncEvent;
import io.switchboard.contract.event.dnc.DncRegistration;
import io.switchboard.contract.event.dnc.DncRequest;
import io.switchboard.contract.event.ivr.CallOutcome;
import io.switchboard.contract.event.ivr.Outcome;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.phone.DncKey;
import io.switchboard.contract.topic.Topic;
import io.switchboard.contract.topic.Topics;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The keys that a record suppresses: those of the events that dnc-streams makes of it. A record
 * that is no opt-out, or that dnc-streams cannot use, has none.
 */
final class OptOutReader {
  private final String region;
  private final Map<String, Function<ConsumerRecord<?, byte[]>, List<String>>> byTopic =
      new HashMap<>();

  /**
   * @param region where national forms of numbers belong
   */
  OptOutReader(Topics topics, String region) {
    this.region = region;
    add(topics.dncWebhookEvents(), this::ofWebhook);
    add(topics.ivrOutcomes(), this::of);
    add(topics.dispositionsClassified(), this::of);
    add(topics.dncEvents(), OptOutReader::of);
    add(topics.dncRegistry(), OptOutReader::of);
  }

  private <V> void add(Topic<?, V> topic, Function<V, List<String>> keys) {
    byTopic.put(topic.name(), record -> topic.valueOf(record).map(keys).orElse(List.of()));
  }

  List<String> keys(ConsumerRecord<?, byte[]> record) {
    var keys = byTopic.get(record.topic());
    return keys == null ? List.of() : keys.apply(record);
  }

  /** The keys of a number as a webhook sent it. */
  List<String> ofNumber(@Nullable String phoneNumber) {
    return DncKey.forOptOut(phoneNumber, region);
  }

  private List<String> ofWebhook(byte[] json) {
    try {
      var body = Json.mapper().readTree(json);
      return body != null
              && DncRequest.read(body) instanceof DncRequest.ParseResult.Valid(var request)
              && request.consent() == Consent.OPT_OUT
          ? ofNumber(request.phoneNumber())
          : List.of();
    } catch (IOException _) {
      return List.of(); // a dead letter of dnc-streams
    }
  }

  private List<String> of(CallOutcome outcome) {
    return outcome.outcome() == Outcome.OPTED_OUT ? ofNumber(outcome.phoneNumber()) : List.of();
  }

  private List<String> of(ClassifiedDisposition disposition) {
    return disposition.category().equals(ClassifiedDisposition.DO_NOT_CALL)
        ? ofNumber(disposition.phoneNumber())
        : List.of();
  }

  private static List<String> of(DncEvent event) {
    return event.eventName() == Consent.OPT_OUT && !DncKey.isUnknownNumber(event.key())
        ? List.of(event.key())
        : List.of();
  }

  private static List<String> of(DncRegistration registration) {
    return registration.doNotCall() ? List.of(registration.phoneNumber()) : List.of();
  }
}
