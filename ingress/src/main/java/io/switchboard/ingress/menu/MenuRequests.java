package io.switchboard.ingress.menu;

import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.topic.Topic;
import io.switchboard.ingress.menu.shadow.CallStore;
import io.switchboard.ingress.publishing.Publication;
import io.switchboard.ingress.publishing.Publisher;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Writes menu requests and fallbacks to {@code cxone.dtmf}. One publisher and one key: a fallback
 * stands behind its request.
 *
 * @param publisher for callers: it waits 50 ms at most for room, and never for the acknowledgement
 * @param calls are told what is on its way to the log
 */
record MenuRequests(Publisher publisher, Topic<String, CallEvent> topic, CallStore calls) {
  private static final int MAX_DTMF_LENGTH = 64;

  CompletableFuture<Publication> request(MenuCall call, @Nullable Integer turn) {
    var question = call.question();
    var request =
        new CallEvent.MenuRequest(
            question.callId(),
            call.caller().logged(),
            digits(question.dtmf()),
            question.context(),
            call.profile().tier(),
            call.profile().menuPromptUrl(),
            turn);
    var headers = question.headers();
    calls.sent(question.callId(), headers.id(), headers.receivedAt(), request);
    return publisher
        .send(topic, question.callId(), request, headers)
        .thenApply(
            publication -> {
              if (publication instanceof Publication.Unavailable) {
                calls.withdraw(question.callId(), headers.id());
              }
              return publication;
            });
  }

  CompletableFuture<Publication> fallback(UnwrittenFallback fallback) {
    var event = fallback.event();
    var headers = fallback.headers();
    calls.sent(event.callId(), headers.id(), headers.receivedAt(), event);
    return publisher.send(topic, event.callId(), event, headers);
  }

  /** A fallback that Kafka has refused is not written again. */
  void giveUp(UnwrittenFallback fallback) {
    calls.withdraw(fallback.event().callId(), fallback.headers().id());
  }

  private static String digits(String dtmf) {
    var compact = dtmf.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
    return compact.substring(0, Math.min(MAX_DTMF_LENGTH, compact.length()));
  }
}
