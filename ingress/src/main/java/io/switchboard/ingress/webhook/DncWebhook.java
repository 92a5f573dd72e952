package io.switchboard.ingress.webhook;

import io.switchboard.contract.event.dnc.DncRequest;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.headers.EventType;
import io.switchboard.contract.time.EventTime;
import io.switchboard.contract.topic.Topic;
import io.switchboard.ingress.body.Fields;
import io.switchboard.ingress.publishing.Publisher;
import io.switchboard.ingress.request.Answer;
import io.switchboard.ingress.request.IngressRequest;
import java.util.function.Supplier;

/**
 * Opt-ins and opt-outs: CXone's JSON, verbatim, on {@code cxone.dnc-events}. A number that nobody
 * can parse is accepted: refusing it would lose an opt-out.
 */
final class DncWebhook extends JsonWebhook {
  private final Publisher publisher;
  private final Topic<String, byte[]> topic;

  DncWebhook(Publisher publisher, Topic<String, byte[]> topic, RejectedInputPublisher rejections) {
    super(rejections);
    this.publisher = publisher;
    this.topic = topic;
  }

  @Override
  Supplier<Answer> begin(IngressRequest request, String text, Fields fields) {
    return switch (DncRequest.read(fields.object())) {
      case DncRequest.ParseResult.Valid(var change) -> publish(request, change);
      case DncRequest.ParseResult.Invalid(var problems) -> {
        problems.forEach(problem -> fields.fault(problem.field(), problem.detail()));
        yield refuse(request, fields);
      }
    };
  }

  private Supplier<Answer> publish(IngressRequest request, DncRequest change) {
    var number = change.phoneNumber();
    var time = EventTime.read(change.timestamp(), request.receivedAt());
    var id =
        EventId.ofDncWebhook(
            number, change.eventName(), time.sent().orElse(null), request.receivedAt());
    var headers = request.headers(id, EventType.DNC_WEBHOOK_EVENT.wireName(), number, time.time());
    var sent = publisher.send(topic, number, request.body(), headers);
    return () -> Receipt.of(publisher.await(sent, request.answerBy()), request.receivedAt());
  }
}
