package io.switchboard.e2e.foreign;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncEvent;
import io.switchboard.contract.event.dnc.DncSource;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.CallOutcome;
import io.switchboard.contract.event.ivr.CallSource;
import io.switchboard.contract.event.ivr.Outcome;
import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.contract.topic.Topic;
import io.switchboard.contract.topic.Topics;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Records that the services take, one for each input topic, told apart by a number. */
final class UsableRecords {
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  private final Topics topics;

  UsableRecords(Topics topics) {
    this.topics = topics;
  }

  /** A record's key and value. */
  record Usable(String key, byte[] value) {}

  /** The key of what comes of a record, on the topic that the service writes. */
  static String key(int number) {
    return "usable-" + number;
  }

  /** An E.164 number for each number. */
  static String phone(int number) {
    return "+1415555" + (1_000 + number);
  }

  /** One for each topic of {@link InputTopic}. */
  Usable of(InputTopic input, int number) {
    var key = key(number);
    return switch (input) {
      case DTMF ->
          json(
              topics.dtmf(),
              key,
              new CallEvent.Digit(key, "1", CallSource.SIMULATOR, null, TimeSource.RECEIVED));
      case CALL_RESULTS ->
          text(key, "{\"contactId\":\"%s\",\"dispositionCode\":\"3001\"}".formatted(key));
      case DNC_EVENTS_OF_CXONE ->
          text(
              phone(number),
              "{\"phoneNumber\":\"%s\",\"eventName\":\"optOut\"}".formatted(phone(number)));
      case CONTACT_EVENTS ->
          text(key, "{\"id\":\"%s\",\"email\":\"a@example.com\"}".formatted(key));
      case OUTCOMES -> json(topics.ivrOutcomes(), key, outcome(number));
      case CLASSIFIED ->
          text(
              key,
              """
              {"contactId":"%s","eventId":"%s","dispositionCode":"1001","category":"do_not_call",\
              "severity":"critical","ruleId":"r","rulesVersion":"v","auditEntry":"a","revision":1,\
              "stale":false,"eventTime":"%s","timeSource":"event","receivedAt":"%s",\
              "phoneNumber":"%s"}"""
                  .formatted(key, key, NOW, NOW, phone(number)));
      case DNC_EVENTS -> json(topics.dncEvents(), phone(number), event(number));
      case REGISTRY ->
          text(
              phone(number),
              """
              {"phoneNumber":"%s","doNotCall":true,"eventTime":"%s","eventId":"%s",\
              "source":"webhook","customListIds":[],"chainHead":"h","chainLength":1,\
              "receivedAt":"%s"}"""
                  .formatted(phone(number), NOW, key, NOW));
      case DECISIONS ->
          text(
              phone(number),
              """
              {"decisionId":"%s","eventId":"%s","phoneNumber":"%s","kind":"applied",\
              "eventName":"optOut","eventTime":"%s","effectiveTime":"%s","receivedAt":"%s",\
              "source":"webhook","doNotCall":true,"rule":"r","metadataVersion":"1",\
              "chainLength":1,"previousHash":"p","hash":"h"}"""
                  .formatted(key, key, phone(number), NOW, NOW, NOW));
    };
  }

  private static CallOutcome outcome(int number) {
    return new CallOutcome(
        key(number),
        Outcome.OPTED_OUT,
        "selection",
        List.of("9"),
        List.of("root"),
        NOW,
        NOW,
        0,
        phone(number),
        Tier.STANDARD,
        "definition",
        CallSource.MENU);
  }

  private static DncEvent event(int number) {
    return new DncEvent(
        key(number),
        phone(number),
        Consent.OPT_OUT,
        NOW,
        TimeSource.EVENT,
        NOW,
        DncSource.IMPORT,
        phone(number),
        key(number),
        "1",
        List.of(),
        "test",
        null,
        null,
        null);
  }

  private static Usable text(String key, String json) {
    return new Usable(key, json.getBytes(UTF_8));
  }

  private static <V> Usable json(Topic<String, V> topic, String key, V value) {
    return new Usable(key, topic.values().serializer().serialize(topic.name(), value));
  }
}
