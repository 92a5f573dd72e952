package io.switchboard.ingress.http;

import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.headers.EventType;
import io.switchboard.contract.time.Times;
import io.switchboard.contract.topic.Topic;
import io.switchboard.ingress.body.Fields;
import io.switchboard.ingress.publishing.Publisher;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
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
    if (fields.faulty()) {
      return refuse(request, fields);
    }
    var said = fields.time("timestamp");
    var id = request.identity().orElseGet(() -> hashed(request, fields, contactId, code, said));
    var time = said.orElse(request.receivedAt());
    var headers = request.headers(id, EventType.CALL_RESULT.wireName(), contactId, time);
    var sent = publisher.send(topic, contactId, request.body(), headers);
    return () -> Receipt.of(publisher.await(sent, request.answerBy()), request.receivedAt());
  }

  /**
   * Sent again, it is the same result. Without a usable time that holds for an hour only: an agent
   * who notes the same wish a month later has heard it a second time.
   */
  private static String hashed(
      Request request, Fields fields, String contactId, String code, Optional<Instant> said) {
    var result = fields.loose("callResult").orElse("");
    var timestamp = fields.loose("timestamp").orElse("");
    return said.isPresent()
        ? EventId.hash(contactId, code, result, timestamp)
        : EventId.hash(contactId, code, result, timestamp, hour(request.receivedAt()));
  }

  private static String hour(Instant time) {
    return Times.format(time.truncatedTo(ChronoUnit.HOURS));
  }
}
