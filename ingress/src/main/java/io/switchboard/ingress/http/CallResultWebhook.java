package io.switchboard.ingress.http;

import io.switchboard.contract.EventId;
import io.switchboard.contract.Topic;
import io.switchboard.ingress.body.Fields;
import io.switchboard.ingress.publishing.Publisher;
import java.util.function.Supplier;

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
  Supplier<Answer> begin(Request request, String text, Fields fields) {
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
    var sent = publisher.send(topic, contactId, request.body(), headers);
    return () -> Receipt.of(publisher.await(sent), request.receivedAt());
  }
}
