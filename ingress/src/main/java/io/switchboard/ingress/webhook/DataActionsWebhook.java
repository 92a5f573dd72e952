package io.switchboard.ingress.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Contact changes: an envelope is split, and each element becomes one record on {@code
 * cxone.contact-events}, with the very bytes that were sent. An element that cannot be used is
 * refused alone.
 */
public final class DataActionsWebhook extends JsonWebhook {
  /**
   * For how long the records of one envelope may be handed over: each may have to wait for room.
   */
  public static final Duration SEND_TIMEOUT = Duration.ofMillis(250);

  private final Publisher publisher;
  private final Topic<String, byte[]> topic;
  private final RejectedInputPublisher rejections;

  private record Refused(int index, String error) {}

  private record Split(int accepted, List<Refused> rejected) {}

  DataActionsWebhook(
      Publisher publisher, Topic<String, byte[]> topic, RejectedInputPublisher rejections) {
    super(rejections);
    this.publisher = publisher;
    this.topic = topic;
    this.rejections = rejections;
  }

  @Override
  Supplier<Answer> begin(IngressRequest request, String text, Fields fields) {
    if (!(fields.any("events") instanceof ArrayNode events)) {
      fields.fault(
          "events", fields.any("events") == null ? "is missing" : "must be an array of objects");
      return refuse(request, fields);
    }
    var sent = new ArrayList<CompletableFuture<Publication>>();
    var rejected = new ArrayList<Refused>();
    var texts = StrictJson.elements(text, "events");
    var latest = System.nanoTime() + SEND_TIMEOUT.toNanos();
    for (var index = 0; index < events.size(); index++) {
      if (failed(sent) || System.nanoTime() > latest) {
        return Receipt::notDurable; // all of it again: the same elements have the same identities
      }
      var element = new Element(index, events.get(index), texts.get(index));
      var fault = element.fault();
      if (fault == null) {
        sent.add(send(request, element));
      } else {
        rejected.add(new Refused(index, fault.sentence()));
        rejections.keep(request, fault, element.verbatim());
      }
    }
    return () ->
        sent.isEmpty()
                || publisher.awaitAll(sent, request.answerBy()) instanceof Publication.Durable
            ? Answer.success(new Split(sent.size(), rejected))
            : Receipt.notDurable();
  }

  /** Whether the last one has failed already: the log is out of reach, or there is no room. */
  private static boolean failed(List<CompletableFuture<Publication>> sent) {
    return !sent.isEmpty() && sent.getLast().getNow(null) instanceof Publication.Unavailable;
  }

  private CompletableFuture<Publication> send(IngressRequest request, Element element) {
    var id = element.fields().text("id");
    var eventId =
        request
            .identity()
            .map(key -> EventId.ofContactEvent(key, element.index(), id))
            .orElseGet(() -> EventId.hash(StrictJson.canonical(element.value())));
    var time = element.fields().time("timestamp", request.receivedAt()).time();
    var headers = request.headers(eventId, EventType.CONTACT_EVENT.wireName(), id, time);
    return publisher.send(topic, id, element.verbatim().getBytes(UTF_8), headers);
  }

  /** One of the events, and where it stands. */
  private record Element(int index, JsonNode value, String verbatim) {

    private String pointer() {
      return "/events/" + index;
    }

    private Fields fields() {
      return new Fields((ObjectNode) value, pointer());
    }

    /** What is wrong with it, or null. */
    private @Nullable BodyFault fault() {
      if (!value.isObject()) {
        return new BodyFault(pointer(), "must be an object");
      }
      var fields = fields();
      var _ = fields.text("id");
      return fields.faulty() ? fields.faults().getFirst() : null;
    }
  }
}
