package io.switchboard.ingress.menu;

import io.switchboard.contract.event.CallEvent;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.headers.EventType;
import io.switchboard.contract.topic.Topic;
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
 */
record MenuRequests(Publisher publisher, Topic<String, CallEvent> topic) {
  private static final int LONGEST_DTMF = 64;
  private static final String FALLBACK = EventType.MENU_FALLBACK.wireName();

  CompletableFuture<Publication> request(Call call, @Nullable Integer turn) {
    var question = call.question();
    var request =
        new CallEvent.MenuRequest(
            question.callId(),
            call.number() == null ? question.from() : call.number(),
            digits(question.dtmf()),
            question.context(),
            call.profile().tier(),
            call.profile().menuPromptUrl(),
            turn);
    return publisher.send(topic, question.callId(), request, question.headers());
  }

  CompletableFuture<Publication> fallback(Call call, @Nullable Integer turn) {
    var question = call.question();
    var of = question.headers();
    var fallback = new CallEvent.Fallback(question.callId(), of.id(), call.profile().tier(), turn);
    return publisher.send(topic, question.callId(), fallback, fallbackHeaders(of));
  }

  private static EventHeaders fallbackHeaders(EventHeaders of) {
    var id = EventId.hash(of.id(), "fallback");
    return of.derive(id, FALLBACK, of.source(), of.subject(), of.time());
  }

  private static String digits(String dtmf) {
    var compact = dtmf.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
    return compact.substring(0, Math.min(LONGEST_DTMF, compact.length()));
  }
}
