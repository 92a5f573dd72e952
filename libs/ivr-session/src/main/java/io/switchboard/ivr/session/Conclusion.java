package io.switchboard.ivr.session;

import io.switchboard.contract.event.CallOutcome;
import java.time.Duration;

/** The outcome of an ended session, as it goes on the log. */
final class Conclusion {
  private Conclusion() {}

  static CallOutcome of(Session.Ended ended) {
    var call = ended.call();
    return new CallOutcome(
        call.callId(),
        ended.outcome(),
        ended.reason().wireName(),
        ended.path(),
        ended.nodes(),
        call.startedAt(),
        ended.endedAt(),
        Math.max(0, Duration.between(call.startedAt(), ended.endedAt()).toMillis()),
        call.phoneNumber(),
        call.tier(),
        call.definition(),
        call.source());
  }
}
