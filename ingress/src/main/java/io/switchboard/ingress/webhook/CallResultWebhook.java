package io.switchboard.ingress.webhook;

import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.headers.EventType;
import io.switchboard.contract.json.Codes;
import io.switchboard.contract.topic.Topic;
import io.switchboard.ingress.body.Fields;
import io.switchboard.ingress.publishing.Publisher;
import io.switchboard.ingress.request.Answer;
import io.switchboard.ingress.request.IngressRequest;
import java.util.function.Supplier;

/** What an agent's call came to: CXone's JSON, verbatim, on {@code cxone.call-results}. */
final class CallResultWebhook extends JsonWebhook {
  private final Publisher publisher;
  private final Topic<String, byte[]> topic;

  CallResultWebhook(
      Publisher publisher, Topic<String, byte[]> topic, RejectedInputPublisher rejections) {
    super(rejections);
    this.publisher = publisher;
    this.topic = topic;
  }

  @Override
  Supplier<Answer> begin(IngressRequest request, String text, Fields fields) {
    var contactId = fields.text("contactId");
    var code = Codes.plain(fields.textOrNumber("dispositionCode"));
    if (fields.faulty()) {
      return refuse(request, fields);
    }
    var id =
        request
            .identity()
            .map(key -> EventId.ofCallResult(contactId, code, key))
            .orElseGet(
                () ->
                    EventId.ofCallResult(
                        contactId,
                        code,
                        fields.loose("callResult").orElse(null),
                        fields.loose("timestamp").orElse(null),
                        request.receivedAt()));
    var time = fields.time("timestamp", request.receivedAt()).time();
    var headers = request.headers(id, EventType.CALL_RESULT.wireName(), contactId, time);
    var sent = publisher.send(topic, contactId, request.body(), headers);
    return () -> Receipt.of(publisher.await(sent, request.answerBy()), request.receivedAt());
  }
}
