package io.switchboard.ingress.nice;

import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.headers.EventType;
import io.switchboard.contract.topic.Topic;
import io.switchboard.ingress.publishing.Publication;
import io.switchboard.ingress.publishing.Publisher;
import io.switchboard.ingress.request.IngressRequest;

/**
 * Writes the end of calls to {@code cxone.dtmf}, as the voice bridge does.
 *
 * @param publisher for callers, so that an end stands behind the requests of its call
 */
record CallEnds(Publisher publisher, Topic<String, CallEvent> topic) {

  /** Writes one and waits until Kafka has it; whether it has. */
  boolean write(IngressRequest request, String callId, String id) {
    var event = new CallEvent.CallEnd(callId, null, TimeSource.RECEIVED);
    var headers = request.headers(id, EventType.CALL_END, callId, request.receivedAt());
    var sent = publisher.send(topic, callId, event, headers);
    return publisher.await(sent, request.answerBy()) instanceof Publication.Durable;
  }
}
