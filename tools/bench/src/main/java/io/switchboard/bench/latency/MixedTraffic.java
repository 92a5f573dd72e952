package io.switchboard.bench.latency;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.switchboard.bench.feed.EventFeed;
import io.switchboard.bench.machine.JsonClient;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * CXone's webhooks: of twenty requests eight contact changes, six call results, four calls in the
 * menu and two opt-outs. Every event is about a contact, call or number of its own. A lookup
 * follows each opt-out at once.
 */
final class MixedTraffic implements AutoCloseable {
  private static final int EVENTS = 20;
  private static final int CONTACTS = 8;
  private static final int RESULTS = 14;
  private static final int CALLS = 18;

  final EffectTimes writtenSeverityRecords = new EffectTimes();
  final EffectTimes severityRecords = new EffectTimes();
  final EffectTimes contactRows = new EffectTimes();
  final EffectTimes dispositionRows = new EffectTimes();
  final EffectTimes lookups = new EffectTimes();
  final EffectTimes confirmations = new EffectTimes();
  private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
  private final JsonClient ingress;
  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private int numbers;

  MixedTraffic(int ingressPort) {
    ingress = new JsonClient(ingressPort);
  }

  /**
   * Sends the i-th request of a stage and waits for the answer; false when it is refused, for
   * example because the machine cannot keep up. What is refused has no effect to wait for.
   */
  boolean send(String stage, int i) {
    try {
      sendOrThrow(stage, i);
      return true;
    } catch (IllegalStateException | UncheckedIOException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      failures.computeIfAbsent(cause.toString(), _ -> new LongAdder()).increment();
      return false;
    }
  }

  /** Why requests were refused or failed, with their number. */
  List<String> failures() {
    return failures.entrySet().stream().map(it -> it.getValue() + " × " + it.getKey()).toList();
  }

  private void sendOrThrow(String stage, int i) {
    var name = run + "-" + stage + "-" + i;
    var place = i % EVENTS;
    if (place < CONTACTS) {
      contact(name);
    } else if (place < RESULTS) {
      callResult(name);
    } else if (place < CALLS) {
      var _ = ingress.post("/webhook/ivr-menu", object("callId", name).put("dtmf", ""));
    } else {
      optOut(nextNumber());
    }
  }

  private void contact(String id) {
    var body = JsonNodeFactory.instance.objectNode();
    body.putArray("events")
        .add(object("id", id).put("firstName", "First").put("timestamp", Instant.now().toString()));
    var _ = ingress.post("/webhook/data-actions", body);
    contactRows.acknowledged(id, System.nanoTime());
  }

  private void callResult(String contactId) {
    var body =
        object("contactId", contactId)
            .put("dispositionCode", "2001")
            .put("timestamp", Instant.now().toString());
    var _ = ingress.post("/webhook/call-result", body);
    var now = System.nanoTime();
    writtenSeverityRecords.acknowledged(contactId, now);
    severityRecords.acknowledged(contactId, now);
    dispositionRows.acknowledged(contactId, now);
  }

  private void optOut(String number) {
    var body =
        object("phoneNumber", number)
            .put("eventName", "optOut")
            .put("timestamp", Instant.now().toString());
    var _ = ingress.post("/webhook/dnc", body);
    var now = System.nanoTime();
    confirmations.acknowledged(number, now);
    var askedAt = now;
    while (!isSuppressed(ingress.get("/dnc/" + number))) {
      askedAt = System.nanoTime();
    }
    lookups.acknowledged(number, now);
    lookups.seen(number, askedAt);
  }

  /** Whether the lookup knows of the opt-out; an answer that is only cautious does not count. */
  private static boolean isSuppressed(JsonNode answer) {
    return answer.path("doNotCall").asBoolean()
        && !answer.path("reason").asText().equals("unknown");
  }

  private synchronized String nextNumber() {
    return EventFeed.phoneNumber(numbers++);
  }

  private static ObjectNode object(String field, String value) {
    return JsonNodeFactory.instance.objectNode().put(field, value);
  }

  @Override
  public void close() {
    ingress.close();
  }
}
