package io.switchboard.ingress.http;

import io.switchboard.contract.EventId;
import io.switchboard.contract.Topic;
import io.switchboard.ingress.body.Fields;
import io.switchboard.ingress.publishing.Publisher;

/** What an agent's call came to: CXone's JSON, verbatim, on {@code cxone.call-results}. */
final class CallResultWebhook extends Webhook {
  private final Publisher publisher;
  private final Topic<String, byte[]> topic;

  CallResultWebhook(Publisher publisher, Topic<String, byte[]> topic, Rejections rejections) {
    super(rejections);
    this.publisher = publisher;
    this.topic = topic;
  }

  @Override
  Answer handle(Request request, String text, Fields fields) {
    var contactId = fields.text("contactId");
    var code = fields.textOrNumber("dispositionCode");
    if (!fields.faults().isEmpty()) {
      return refuse(request, fields);
    }
    var id =
        request
            .identity()
            .orElseGet(
                () ->
                    EventId.hash(
                        contactId,
                        code,
                        fields.loose("callResult").orElse(""),
                        fields.loose("timestamp").orElse("")));
    var time = fields.time("timestamp").orElse(request.receivedAt());
    var headers = request.headers(id, "com.nice.cxone.call-result", contactId, time);
    return Receipt.of(
        publisher.publish(topic, contactId, request.body(), headers), request.receivedAt());
  }
}
