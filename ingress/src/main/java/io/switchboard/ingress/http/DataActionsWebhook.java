package io.switchboard.ingress.http;

import io.switchboard.contract.EventId;
import io.switchboard.contract.Topic;
import io.switchboard.ingress.body.BodyFault;
import io.switchboard.ingress.body.CanonicalJson;
import io.switchboard.ingress.body.Fields;
import io.switchboard.ingress.body.JsonValue;
import io.switchboard.ingress.publishing.Publication;
import io.switchboard.ingress.publishing.Publisher;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Contact changes: an envelope is split, and each element becomes one record on {@code
 * cxone.contact-events}, with the very bytes that were sent. An element that cannot be used is
 * refused alone.
 */
final class DataActionsWebhook extends Webhook {
  private final Publisher publisher;
  private final Topic<String, byte[]> topic;
  private final Rejections rejections;

  private record Refused(int index, String error) {}

  private record Split(int accepted, List<Refused> rejected) {}

  DataActionsWebhook(Publisher publisher, Topic<String, byte[]> topic, Rejections rejections) {
    super(rejections);
    this.publisher = publisher;
    this.topic = topic;
    this.rejections = rejections;
  }

  @Override
  Answer handle(Request request, String text, Fields fields) {
    if (!(fields.any("events") instanceof JsonValue.Items(var events, _))) {
      fields.fault(
          "events", fields.any("events") == null ? "is missing" : "must be an array of objects");
      return refuse(request, fields);
    }
    var sent = new ArrayList<CompletableFuture<Publication>>();
    var rejected = new ArrayList<Refused>();
    for (var index = 0; index < events.size(); index++) {
      var element = events.get(index);
      var verbatim = element.span().of(text);
      var faults = new ArrayList<BodyFault>();
      if (element instanceof JsonValue.Members members) {
        var contact = new Fields(members, "/events/" + index);
        var id = contact.text("id");
        faults.addAll(contact.faults());
        if (faults.isEmpty()) {
          sent.add(send(request, index, id, contact, members, verbatim));
        }
      } else {
        faults.add(new BodyFault("/events/" + index, "must be an object"));
      }
      if (!faults.isEmpty()) {
        rejected.add(new Refused(index, faults.getFirst().sentence()));
        rejections.keep(request, faults.getFirst(), verbatim);
      }
    }
    var durable =
        sent.stream().map(publisher::await).allMatch(Publication.Durable.class::isInstance);
    return durable
        ? Answer.success(new Split(sent.size(), rejected))
        : Receipt.notDurable(); // all of it again: the same elements have the same identities
  }

  private CompletableFuture<Publication> send(
      Request request,
      int index,
      String id,
      Fields contact,
      JsonValue.Members element,
      String verbatim) {
    var eventId =
        request
            .identity()
            .map(header -> header + "/" + index)
            .orElseGet(() -> EventId.hash(CanonicalJson.of(element)));
    var time = contact.time("timestamp").orElse(request.receivedAt());
    var headers = request.headers(eventId, "com.nice.cxone.contact-event", id, time);
    return publisher.send(topic, id, verbatim.getBytes(StandardCharsets.UTF_8), headers);
  }
}
