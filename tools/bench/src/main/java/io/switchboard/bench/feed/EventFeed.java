package io.switchboard.bench.feed;

import io.switchboard.bench.machine.BenchDeployment;
import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncSource;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.headers.ServiceName;
import io.switchboard.dnc.DncEntry;
import io.switchboard.dnc.registry.EnteredChange;
import io.switchboard.dnc.registry.Normaliser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Events as ingress and the command line write them. Every event is new and later than earlier ones
 * of its key, so that each has an effect and each input has one output.
 *
 * @param from the number of the first event; other numbers are other, later events
 * @param count number of events
 * @param firstKey the first of the contacts or numbers
 * @param keys number of keys
 * @param order the order of the keys
 */
public record EventFeed(int from, int count, int firstKey, int keys, FeedOrder order) {
  /** The order of keys. */
  public enum FeedOrder {
    /** Round robin. */
    BY_TURNS,
    /** Spread over all keys, as real callers. */
    SPREAD
  }

  /** Visits a range of keys in an order without neighbours. */
  private static final long STRIDE = 0x9E3779B1L;

  /**
   * The time of the first event. Topics keep opt-outs for 400 days: the broker deletes older ones.
   */
  private static final Instant FIRST =
      Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(200));

  /** Four events for each key; no feed with other numbers has these keys. */
  public static EventFeed of(int from, int count) {
    return new EventFeed(from, count, from, Math.max(1, count / 4), FeedOrder.BY_TURNS);
  }

  /** One event for each of a number of new keys. */
  public static EventFeed ofNewKeys(int from, int firstKey, int keys) {
    return new EventFeed(from, keys, firstKey, keys, FeedOrder.BY_TURNS);
  }

  /** Events about existing keys, spread over all of them. */
  public static EventFeed ofKnownKeys(int from, int count, int keys) {
    return new EventFeed(from, count, 0, keys, FeedOrder.SPREAD);
  }

  /** Writes call results to {@code cxone.call-results}. */
  public void callResults(BenchDeployment to) {
    send(
        to,
        i -> {
          var contact = "contact-" + key(i);
          var code = i % 5 == 0 ? "1001" : "2001";
          var at = at(i);
          var body =
              "{\"contactId\":\"%s\",\"dispositionCode\":\"%s\",\"callResult\":\"answered\",\"timestamp\":\"%s\",\"phoneNumber\":\"%s\"}"
                  .formatted(contact, code, at, number(i));
          return record(
              to.name("cxone.call-results"), contact, body, EventId.hash(contact, "" + i), at);
        });
  }

  /** Writes opt-ins and opt-outs of CXone's webhook to {@code cxone.dnc-events}. */
  public void dncWebhook(BenchDeployment to) {
    send(
        to,
        i -> {
          var number = number(i);
          var event = i % 3 == 0 ? "optIn" : "optOut";
          var at = at(i);
          var body =
              "{\"phoneNumber\":\"%s\",\"eventName\":\"%s\",\"timestamp\":\"%s\"}"
                  .formatted(number, event, at);
          var id = EventId.ofDncWebhook(number, event, at, at);
          return record(to.name("cxone.dnc-events"), number, body, id, at);
        });
  }

  /** Writes the same, normalised, to {@code dnc.events}. */
  public void dncEvents(BenchDeployment to) {
    try (var entry = new DncEntry(to.kafka(), "/switchboard/bench")) {
      for (var i = from; i < from + count; i++) {
        var consent = i % 3 == 0 ? Consent.OPT_IN : Consent.OPT_OUT;
        var at = at(i);
        var change =
            new EnteredChange(
                DncSource.IMPORT, number(i), consent, at, "bench", null, List.of(), "");
        switch (DncEntry.plan(change, "US", at)) {
          case Normaliser.Result.Events(var events) -> entry.write(events);
          case Normaliser.Result.Refused(var why) -> throw new IllegalStateException(why);
        }
      }
      entry.flush();
    }
  }

  /** The number of the key of an event. */
  int key(int i) {
    var place = i - from;
    return firstKey
        + switch (order) {
          case BY_TURNS -> place % keys;
          case SPREAD -> (int) Math.floorMod(i * STRIDE, (long) keys);
        };
  }

  /** Seconds apart, and all in the past: an opt-in of the future would be quarantined. */
  private static Instant at(int i) {
    return FIRST.plusSeconds(i);
  }

  private String number(int i) {
    return phoneNumber(key(i));
  }

  /** A number of the North American plan; repeats after eight million. */
  public static String phoneNumber(int n) {
    return "+1201%03d%04d".formatted(200 + n / 10_000 % 800, n % 10_000);
  }

  private static ProducerRecord<String, byte[]> record(
      String topic, String key, String body, String id, Instant at) {
    var traceparent = "00-" + id + "-" + id.substring(0, 16) + "-01";
    var headers =
        new EventHeaders(
            id, "com.nice.cxone", ServiceName.INGRESS.source(), key, at, at, traceparent);
    return new ProducerRecord<>(
        topic, null, key, body.getBytes(StandardCharsets.UTF_8), headers.toKafka());
  }

  private void send(BenchDeployment to, IntFunction<ProducerRecord<String, byte[]>> content) {
    try (var producer =
        new KafkaProducer<>(
            to.kafka().clientProperties(Map.of("linger.ms", "5", "batch.size", "65536")),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (var i = from; i < from + count; i++) {
        var _ = producer.send(content.apply(i));
      }
      producer.flush();
    }
  }
}
