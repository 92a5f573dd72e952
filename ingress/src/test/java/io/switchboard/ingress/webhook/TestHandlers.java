package io.switchboard.ingress.webhook;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.contract.topic.Topics;
import io.switchboard.ingress.lookup.LookupAnswer;
import io.switchboard.ingress.menu.MenuResponder;
import io.switchboard.ingress.publishing.Publisher;
import io.switchboard.ingress.request.RequestHandler;
import io.switchboard.ingress.request.Route;
import java.util.Map;

/** The handlers of all routes, without Kafka; no number has a record. */
public final class TestHandlers {
  private TestHandlers() {}

  public static Map<Route, RequestHandler> on(Publisher log, MenuResponder menu) {
    var topics = new Topics(TopicPrefix.NONE);
    var rejections = new RejectedInputPublisher(log, topics.rejected(), new SimpleMeterRegistry());
    return new WebhookHandlers(
            log,
            topics,
            rejections,
            menu,
            numbers ->
                numbers.stream().map(n -> new LookupAnswer(n, false, "no record", null)).toList(),
            (_, _, _) -> {})
        .byRoute(true);
  }
}
