package io.switchboard.ingress.lookup.pending;

import io.switchboard.contract.event.disposition.ClassifiedDisposition;
import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncEvent;
import io.switchboard.contract.event.dnc.DncRegistration;
import io.switchboard.contract.event.dnc.DncRequest;
import io.switchboard.contract.event.ivr.CallOutcome;
import io.switchboard.contract.event.ivr.Outcome;
import io.switchboard.contract.headers.DeadLetterHeaders;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.Redrive;
import io.switchboard.contract.headers.ServiceName;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.phone.DncKey;
import io.switchboard.contract.topic.Topic;
import io.switchboard.contract.topic.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * The keys that a record suppresses: those of the events that dnc-streams makes of it. A record
 * that is no opt-out, or that dnc-streams cannot use, has none.
 */
final class OptOutReader {
  private static final String REGISTRY_TABLE = "dnc_registry";

  private final Topics topics;
  private final String region;
  private final Map<String, Function<ConsumerRecord<?, byte[]>, List<String>>> byTopic =
      new HashMap<>();

  /**
   * @param region where national forms of numbers belong
   */
  OptOutReader(Topics topics, String region) {
    this.topics = topics;
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

  /**
   * The keys that a dead letter keeps suppressed: those of the opt-out that did not reach {@code
   * dnc.registry} or its table. An event or a registration that cannot be read suppresses the key
   * of its record, because it may be an opt-out.
   */
  List<String> ofDeadLetter(ConsumerRecord<byte[], byte[]> record) {
    var from = EventHeaders.text(record.headers(), DeadLetterHeaders.TOPIC).orElse("");
    var keys = byTopic.get(from);
    if (keys == null || !isInTheWay(from, record)) {
      return List.of();
    }
    if (!isReadable(from, record.value())) {
      var key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
      return DncKey.isNumber(key) || key.startsWith(DncKey.RAW) ? List.of(key) : List.of();
    }
    return keys.apply(record);
  }

  /** Whether the registry does not have what was refused: not so for a push, or another table. */
  private boolean isInTheWay(String from, ConsumerRecord<byte[], byte[]> record) {
    var service = EventHeaders.text(record.headers(), DeadLetterHeaders.SERVICE).orElse("");
    return service.equals(ServiceName.DNC_STREAMS.wireName())
        || (from.equals(topics.dncRegistry().name())
            && EventHeaders.text(record.headers(), DeadLetterHeaders.DESTINATION)
                .filter(refused -> new Redrive(service, refused).isForTable(REGISTRY_TABLE))
                .isPresent());
  }

  private boolean isReadable(String from, byte @Nullable [] value) {
    Topic<?, ?> topic =
        from.equals(topics.dncEvents().name())
            ? topics.dncEvents()
            : from.equals(topics.dncRegistry().name()) ? topics.dncRegistry() : null;
    if (topic == null) {
      return true;
    }
    try {
      return topic.values().deserializer().deserialize(from, value) != null;
    } catch (SerializationException _) {
      return false;
    }
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
