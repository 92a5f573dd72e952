package io.switchboard.ingress.http;

import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.headers.EventType;
import io.switchboard.contract.topic.Topic;
import io.switchboard.ingress.body.Fields;
import io.switchboard.ingress.publishing.Publisher;
import java.util.function.Supplier;

/**
 * Opt-ins and opt-outs: CXone's JSON, verbatim, on {@code cxone.dnc-events}. A number that nobody
 * can parse is accepted: refusing it would lose an opt-out.
 */
final class DncWebhook extends Webhook {
  private final Publisher publisher;
  private final Topic<String, byte[]> topic;

  DncWebhook(Publisher publisher, Topic<String, byte[]> topic, Rejections rejections) {
    super(rejections);
    this.publisher = publisher;
    this.topic = topic;
  }

  @Override
  Supplier<Answer> begin(Request request, String text, Fields fields) {
    var number = fields.text("phoneNumber");
    var eventName = fields.text("eventName");
    if (!eventName.isEmpty() && !eventName.equals("optIn") && !eventName.equals("optOut")) {
      fields.fault("eventName", "must be optIn or optOut");
    }
    if (fields.faulty()) {
      return refuse(request, fields);
    }
    var said = fields.time("timestamp");
    var id = EventId.ofDncWebhook(number, eventName, said.orElse(null), request.receivedAt());
    var time = said.orElse(request.receivedAt());
    var headers = request.headers(id, EventType.DNC_WEBHOOK_EVENT.wireName(), number, time);
    var sent = publisher.send(topic, number, request.body(), headers);
    return () -> Receipt.of(publisher.await(sent, request.answerBy()), request.receivedAt());
  }
}
