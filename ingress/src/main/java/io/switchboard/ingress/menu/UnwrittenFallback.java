package io.switchboard.ingress.menu;

import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.headers.EventType;
import org.jspecify.annotations.Nullable;

/**
 * A fallback that the log has to learn of, without the request's context: it may be kept for
 * minutes.
 *
 * @param event as it goes to {@code cxone.dtmf}
 * @param headers its metadata
 */
record UnwrittenFallback(CallEvent.Fallback event, EventHeaders headers) {
  private static final String TYPE = EventType.MENU_FALLBACK.wireName();

  /** Objects, references and the numbers of a fallback with its headers. */
  private static final int FIXED_BYTES = 512;

  /**
   * The fallback of a call whose request was answered with the root menu.
   *
   * @param turn the turn that the answer's nextUrl carries; null without turns
   */
  static UnwrittenFallback of(MenuCall call, @Nullable Integer turn) {
    var request = call.question().headers();
    var event =
        new CallEvent.Fallback(
            call.question().callId(),
            request.id(),
            call.caller().logged(),
            call.profile().tier(),
            turn);
    var id = EventId.hash(request.id(), "fallback");
    return new UnwrittenFallback(
        event, request.derive(id, TYPE, request.source(), request.subject(), request.time()));
  }

  /** About how much memory it takes, in bytes. */
  int bytes() {
    var from = event.from();
    return FIXED_BYTES
        + 2
            * (event.callId().length()
                + event.requestId().length()
                + (from == null ? 0 : from.length())
                + headers.traceparent().length());
  }
}
