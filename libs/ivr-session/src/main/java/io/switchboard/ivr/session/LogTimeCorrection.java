package io.switchboard.ivr.session;

import io.switchboard.contract.time.Times;
import io.switchboard.ivr.menu.MenuDefinition;
import io.switchboard.ivr.session.InputHistory.ClosedEntry;
import java.time.Instant;

/**
 * Corrects a session after log time was set back: times that a clock ahead had set are set as if
 * the session's last event had happened now. Other times stay.
 */
public final class LogTimeCorrection {
  private LogTimeCorrection() {}

  /**
   * The session at the corrected log time; its version stays, because nothing happened to the call.
   */
  public static Session apply(MenuDefinition definition, Session session, Instant now) {
    return switch (session) {
      case Session.Open open -> open(definition, open, now);
      case Session.Ended ended -> ended(ended, now);
    };
  }

  private static Session open(MenuDefinition definition, Session.Open open, Instant now) {
    var call = open.call().startedBy(now);
    var deadline =
        Times.earlier(
            open.deadline(), PromptSelector.deadline(definition, call, open.position(), now));
    return open.withCall(call)
        .withInputs(inputs(open.inputs(), now, deadline))
        .withDeadline(deadline);
  }

  /** Receive times are from the clocks of ingress and presses from CXone's: they stay. */
  private static InputHistory inputs(InputHistory inputs, Instant now, Instant deadline) {
    var requested = inputs.lastRequestAt();
    var closed = inputs.closedEntry();
    return new InputHistory(
        inputs.newestReceivedAt(),
        requested == null ? null : Times.earlier(requested, now),
        inputs.lastPress(),
        closed == null
            ? null
            : new ClosedEntry(closed.node(), Times.earlier(closed.until(), deadline)));
  }

  private static Session ended(Session.Ended ended, Instant now) {
    return ended.withDeadline(Times.earlier(ended.deadline(), now.plus(Session.Ended.RETENTION)));
  }
}
