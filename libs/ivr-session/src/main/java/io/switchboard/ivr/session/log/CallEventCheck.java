package io.switchboard.ivr.session.log;

import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.CallEvent.CallEnd;
import io.switchboard.contract.event.ivr.CallEvent.Digit;
import io.switchboard.contract.event.ivr.CallEvent.Fallback;
import io.switchboard.contract.event.ivr.CallEvent.MenuRequest;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks whether a call event can be applied to a session. */
public final class CallEventCheck {
  /** The maximum length of one text, as in ingress: session, decision and outcome repeat some. */
  private static final int MAX_LENGTH = 8 << 10;

  private CallEventCheck() {}

  /** The problem of an event, without its content; empty when it can be applied. */
  public static Optional<String> problem(CallEvent.OfCall event) {
    if (event.callId().isBlank()) {
      return Optional.of("callId is empty");
    }
    return Stream.concat(Stream.of(tooLong("callId", event.callId())), tooLong(event))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Stream<Optional<String>> tooLong(CallEvent.OfCall event) {
    return switch (event) {
      case Digit digit -> Stream.of(tooLong("digit", digit.digit()));
      case MenuRequest request ->
          Stream.of(
              tooLong("from", request.from()),
              tooLong("dtmf", request.dtmf()),
              tooLong("menuPromptUrl", request.menuPromptUrl()));
      case Fallback fallback -> Stream.of(tooLong("requestId", fallback.requestId()));
      case CallEnd _ -> Stream.of(); // nothing but the callId
    };
  }

  private static Optional<String> tooLong(String field, @Nullable String text) {
    return text != null && text.length() > MAX_LENGTH
        ? Optional.of(field + " is longer than " + MAX_LENGTH + " characters")
        : Optional.empty();
  }
}
