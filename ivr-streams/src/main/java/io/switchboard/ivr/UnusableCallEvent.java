package io.switchboard.ivr;

import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.CallEvent.CallEnd;
import io.switchboard.contract.event.ivr.CallEvent.Digit;
import io.switchboard.contract.event.ivr.CallEvent.Fallback;
import io.switchboard.contract.event.ivr.CallEvent.MenuRequest;
import org.jspecify.annotations.Nullable;

/** A record on {@code cxone.dtmf} that no session can be moved by; it becomes a dead letter. */
final class UnusableCallEvent extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Characters of one text, as ingress accepts it: session, decision and outcome repeat some. */
  private static final int MAX_LENGTH = 8 << 10;

  /**
   * @param message without content
   */
  UnusableCallEvent(String message) {
    super(message);
  }

  /** The event, if every text in it has a usable length. */
  static <E extends CallEvent.OfCall> E checked(E event) {
    if (event.callId().isBlank()) {
      throw new UnusableCallEvent("callId is empty");
    }
    check("callId", event.callId());
    switch ((CallEvent.OfCall) event) {
      case Digit digit -> check("digit", digit.digit());
      case MenuRequest request -> {
        check("from", request.from());
        check("dtmf", request.dtmf());
        check("menuPromptUrl", request.menuPromptUrl());
      }
      case Fallback fallback -> check("requestId", fallback.requestId());
      case CallEnd _ -> {} // nothing but the callId
    }
    return event;
  }

  private static void check(String field, @Nullable String text) {
    if (text != null && text.length() > MAX_LENGTH) {
      throw new UnusableCallEvent(field + " is longer than " + MAX_LENGTH + " characters");
    }
  }
}
