package io.switchboard.ingress.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.headers.EventType;
import io.switchboard.contract.topic.Topic;
import io.switchboard.ingress.body.BodyFault;
import io.switchboard.ingress.body.Fields;
import io.switchboard.ingress.body.StrictJson;
import io.switchboard.ingress.publishing.Publication;
import io.switchboard.ingress.publishing.Publisher;
import io.switchboard.ingress.request.Answer;
import io.switchboard.ingress.request.IngressRequest;
import io.switchboard.ingress.request.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Contact changes: an envelope is split, and each element becomes one record on {@code
 * cxone.contact-events}, with the very bytes that were sent. An element that cannot be used is
 * refused alone.
 */
public record DataActionsWebhook(
    Publisher publisher, Topic<String, byte[]> topic, RejectedInputPublisher rejections) {
  /**
   * For how long the records of one envelope may be handed over: each may have to wait for room.
   */
  public static final Duration SEND_TIMEOUT = Duration.ofMillis(250);

  private record Refused(int index, String error) {}

  private record Split(int accepted, List<Refused> rejected) {}

  Supplier<Answer> begin(IngressRequest request, Fields fields) {
    if (!(fields.node("events") instanceof ArrayNode events)) {
      fields.fault(
          "events", fields.node("events") == null ? "is missing" : "must be an array of objects");
      return JsonHandler.refusal(fields);
    }
    var sent = new ArrayList<CompletableFuture<Publication>>();
    var rejected = new ArrayList<Refused>();
    var verbatim = StrictJson.elements(request.body(), "events");
    var latest = System.nanoTime() + SEND_TIMEOUT.toNanos();
    for (var index = 0; index < events.size(); index++) {
      if (failed(sent) || System.nanoTime() > latest) {
        // all of it again: the same elements have the same identities
        return JsonHandler.refusal(Problem.notStored());
      }
      var bytes = verbatim.get(index).getBytes(UTF_8);
      var pointer = "/events/" + index;
      if (events.get(index) instanceof ObjectNode object) {
        var element = new Fields(object, pointer);
        var id = element.text("id");
        if (!element.hasFaults()) {
          sent.add(send(request, index, id, element, bytes));
        } else {
          rejected.add(rejected(request, index, element.faults().getFirst(), bytes));
        }
      } else {
        var fault = new BodyFault(pointer, "must be an object");
        rejected.add(rejected(request, index, fault, bytes));
      }
    }
    return () ->
        sent.isEmpty()
                || publisher.awaitAll(sent, request.answerBy()) instanceof Publication.Durable
            ? Answer.success(new Split(sent.size(), rejected))
            : new Answer.Refusal(Problem.notStored());
  }

  /** Whether the last one has failed already: the log is out of reach, or there is no room. */
  private static boolean failed(List<CompletableFuture<Publication>> sent) {
    return !sent.isEmpty() && sent.getLast().getNow(null) instanceof Publication.Unavailable;
  }

  private CompletableFuture<Publication> send(
      IngressRequest request, int index, String id, Fields element, byte[] bytes) {
    var eventId =
        request
            .identity()
            .map(key -> EventId.ofContactEvent(key, index, id))
            .orElseGet(() -> EventId.hash(StrictJson.canonical(element.object())));
    var time = element.time("timestamp", request.receivedAt()).time();
    var headers = request.headers(eventId, EventType.CONTACT_EVENT, id, time);
    return publisher.send(topic, id, bytes, headers);
  }

  private Refused rejected(IngressRequest request, int index, BodyFault fault, byte[] bytes) {
    rejections.keep(request, fault, bytes);
    return new Refused(index, fault.sentence());
  }
}
