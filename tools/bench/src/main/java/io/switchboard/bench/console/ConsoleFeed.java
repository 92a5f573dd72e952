package io.switchboard.bench.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.switchboard.bench.feed.EventFeed;
import io.switchboard.bench.machine.BenchDeployment;
import io.switchboard.contract.event.ivr.CallDecision;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.CallOutcome;
import io.switchboard.contract.event.ivr.CallSource;
import io.switchboard.contract.event.ivr.CallerAction;
import io.switchboard.contract.event.ivr.Outcome;
import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.contract.headers.DeadLetterHeaders;
import io.switchboard.contract.headers.DeadLetterHeaders.DeadLetter;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.headers.ServiceName;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.topic.Topic;
import io.switchboard.contract.topic.Topics;
import io.switchboard.ivr.definition.CheckedDefinition;
import io.switchboard.ivr.definition.DefinitionFile;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The records that a number of calls leave on the topics, ten for each call, spread over the time
 * until now. One in ten records is a dead letter.
 *
 * @param calls number of calls
 * @param first when the first one began
 * @param now when the last one ended
 */
record ConsoleFeed(int calls, Instant first, Instant now) {
  /** The number of records of a call. */
  static final int RECORDS = 10;

  private static final CheckedDefinition MENU = DefinitionFile.shipped();
  private static final CallerAction PROMPT =
      new CallerAction.Collect(
          "https://cdn.example.com/prompts/gold_menu.wav", 1, 10, List.of("#"));

  /** The menu of the calls. */
  static String definition() {
    return MENU.hash();
  }

  /** The id of a call, as it stands on the topics and in the tables. */
  static String callId(int call) {
    return "call-" + call;
  }

  /** When a call began. */
  Instant at(int call) {
    var millis = first.until(now, ChronoUnit.MILLIS);
    return first.plusMillis(millis * call / Math.max(1, calls)).truncatedTo(ChronoUnit.MILLIS);
  }

  /** Writes all records. */
  void send(BenchDeployment to) {
    try (var producer =
        new KafkaProducer<>(
            to.kafka().clientProperties(Map.of("linger.ms", "5", "batch.size", "65536")),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      var target = new Target(to, producer);
      activate(target);
      for (var call = 0; call < calls; call++) {
        send(target, call);
      }
      producer.flush();
    }
  }

  private void activate(Target target) {
    var published = MENU.published(first);
    var topic = target.deployment().kafka().topics().ivrDefinitions();
    var _ =
        target
            .producer()
            .send(
                new ProducerRecord<>(
                    topic.name(),
                    MENU.hash().getBytes(UTF_8),
                    topic.values().serializer().serialize(topic.name(), published)));
  }

  private void send(Target target, int call) {
    var id = callId(call);
    var contact = "contact-" + call;
    var number = EventFeed.phoneNumber(call);
    var at = at(call);
    for (var turn = 1; turn <= 3; turn++) {
      target.send(
          topics(target).dtmf(),
          id,
          new CallEvent.MenuRequest(id, number, turn == 1 ? "" : "1", null, Tier.GOLD, null, null),
          at.plusSeconds(turn),
          "d" + turn);
    }
    for (var turn = 1; turn <= 2; turn++) {
      target.send(
          topics(target).ivrDecisions(),
          id,
          new CallDecision(
              id,
              EventId.hash(id, "d" + turn),
              at.plusSeconds(turn),
              turn,
              PROMPT,
              turn == 1 ? "started" : "moved",
              session(turn == 1 ? "main_menu" : "department", at)),
          at.plusSeconds(turn),
          "s" + turn);
    }
    target.send(
        topics(target).ivrOutcomes(),
        id,
        new CallOutcome(
            id,
            Outcome.COMPLETED,
            "selection",
            List.of("1", "A", "1"),
            List.of("main_menu", "department", "confirm"),
            at,
            at.plusSeconds(4),
            4_000,
            number,
            Tier.GOLD,
            MENU.hash(),
            CallSource.MENU),
        at.plusSeconds(4),
        "o");
    target.send(
        "cxone.call-results",
        contact,
        "{\"contactId\":\"%s\",\"dispositionCode\":\"2001\",\"callResult\":\"answered\",\"phoneNumber\":\"%s\"}"
            .formatted(contact, number),
        at.plusSeconds(5),
        "r");
    target.send(
        "dispositions.classified",
        contact,
        "{\"contactId\":\"%s\",\"dispositionCode\":\"2001\",\"category\":\"callback_later\",\"severity\":\"medium\",\"revision\":1}"
            .formatted(contact),
        at.plusSeconds(5),
        "c");
    target.send(
        "dnc.decisions",
        number,
        "{\"phoneNumber\":\"%s\",\"kind\":\"applied\",\"eventName\":\"optOut\",\"doNotCall\":true}"
            .formatted(number),
        at.plusSeconds(6),
        "n");
    target.refused(contact, call, at.plusSeconds(6));
  }

  private static Topics topics(Target target) {
    return target.deployment().kafka().topics();
  }

  private static ObjectNode session(String node, Instant at) {
    var session = Json.mapper().createObjectNode();
    session.put("state", "open").put("node", node).put("source", "menu");
    session.put("definition", MENU.hash()).put("deadline", at.toString());
    session.putArray("path").add("1");
    return session;
  }

  private record Target(BenchDeployment deployment, KafkaProducer<byte[], byte[]> producer) {
    private static final List<String> REASONS = List.of("RefusedInput", "22001", "404", "23502");

    <V> void send(Topic<String, V> topic, String key, V value, Instant at, String step) {
      var _ =
          producer.send(
              new ProducerRecord<>(
                  topic.name(),
                  null,
                  at.toEpochMilli(),
                  key.getBytes(UTF_8),
                  topic.values().serializer().serialize(topic.name(), value),
                  headers(key, at, step)));
    }

    void send(String topic, String key, String value, Instant at, String step) {
      send(topic, key, value, at, headers(key, at, step));
    }

    private static Headers headers(String key, Instant at, String step) {
      var trace = EventId.hash(key);
      var traceparent = "00-" + trace + "-" + trace.substring(0, 16) + "-01";
      return new EventHeaders(
              EventId.hash(key, step),
              "bench",
              ServiceName.INGRESS.source(),
              key,
              at,
              at,
              traceparent)
          .toKafka();
    }

    /** The dead letter of a call result. */
    void refused(String contact, int call, Instant at) {
      var service = ServiceName.DISPOSITION_STREAMS.wireName();
      var deadLetter =
          new DeadLetter(
              deployment.name("cxone.call-results"),
              0,
              call,
              REASONS.get(call % REASONS.size()),
              "the call result of " + contact + " is not readable",
              "disposition-classifier",
              service,
              at);
      send(
          service + ".dlq",
          contact,
          "{\"contactId\":\"%s\",\"dispositionCode\":{}}".formatted(contact),
          at,
          DeadLetterHeaders.of(headers(contact, at, "x"), deadLetter));
    }

    private void send(String topic, String key, String value, Instant at, Headers headers) {
      var _ =
          producer.send(
              new ProducerRecord<>(
                  deployment.name(topic),
                  null,
                  at.toEpochMilli(),
                  key.getBytes(UTF_8),
                  value.getBytes(UTF_8),
                  headers));
    }
  }
}
