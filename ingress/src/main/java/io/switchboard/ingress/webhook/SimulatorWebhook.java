package io.switchboard.ingress.webhook;

import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.CallSource;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.headers.EventType;
import io.switchboard.contract.json.JsonNumbers;
import io.switchboard.contract.topic.Topic;
import io.switchboard.ingress.body.Fields;
import io.switchboard.ingress.publishing.Publication;
import io.switchboard.ingress.publishing.Publisher;
import io.switchboard.ingress.request.Answer;
import io.switchboard.ingress.request.IngressRequest;
import java.util.function.Supplier;

/** One digit of a call, from whoever tries the menu out. */
final class SimulatorWebhook extends JsonWebhook {
  private final Publisher publisher;
  private final Topic<String, CallEvent> topic;

  private record Processed(String status, String callId, String digit, String eventId) {}

  SimulatorWebhook(
      Publisher publisher, Topic<String, CallEvent> topic, RejectedInputPublisher rejections) {
    super(rejections);
    this.publisher = publisher;
    this.topic = topic;
  }

  @Override
  Supplier<Answer> begin(IngressRequest request, String text, Fields fields) {
    var callId = fields.text("callId");
    var digit = JsonNumbers.whole(fields.textOrNumber("digit"));
    if (!digit.isEmpty() && !digit.matches("[0-9A-D*#]")) {
      fields.fault("digit", "must be one of 0-9, A-D, * and #");
    }
    if (fields.faulty()) {
      return refuse(request, fields);
    }
    var time = fields.time("timestamp", request.receivedAt());
    var event =
        new CallEvent.Digit(
            callId, digit, CallSource.SIMULATOR, time.sent().orElse(null), time.source());
    var id = request.identity().orElseGet(() -> EventId.hash(EventHeaders.newTraceparent()));
    var headers = request.headers(id, EventType.DIGIT.wireName(), callId, time.time());
    var sent = publisher.send(topic, callId, event, headers);
    return () ->
        switch (publisher.await(sent, request.answerBy())) {
          case Publication.Durable _ ->
              Answer.success(new Processed("digit_processed", callId, digit, id));
          case Publication.Unavailable _ -> Receipt.notDurable();
        };
  }
}
