package io.switchboard.ivr.session;

import io.switchboard.ivr.menu.MenuDefinition;
import io.switchboard.ivr.session.InputHistory.ClosedEntry;
import java.time.Instant;

/**
 * Brings a session back to log time after log time has gone back: what was set by a clock that was
 * ahead is set as if the session's last event had happened now. A time that is not ahead stays.
 */
public final class LogTimeCorrection {
  private LogTimeCorrection() {}

  /** The session by the corrected log time; its version stays, for nothing happened to the call. */
  public static Session apply(MenuDefinition definition, Session session, Instant now) {
    return switch (session) {
      case Session.Open open -> open(definition, open, now);
      case Session.Ended ended -> ended(ended, now);
    };
  }

  private static Session open(MenuDefinition definition, Session.Open open, Instant now) {
    var call = open.call().begunBy(now);
    var deadline =
        earlier(open.deadline(), PromptSelector.deadline(definition, call, open.position(), now));
    return open.of(call).remembering(inputs(open.inputs(), now, deadline)).until(deadline);
  }

  /** Receipts are by the clocks of ingress and presses by CXone's: they stay. */
  private static InputHistory inputs(InputHistory inputs, Instant now, Instant deadline) {
    var requested = inputs.lastRequestAt();
    var closed = inputs.closedEntry();
    return new InputHistory(
        inputs.newestReceivedAt(),
        requested == null ? null : earlier(requested, now),
        inputs.lastPress(),
        closed == null ? null : new ClosedEntry(closed.node(), earlier(closed.until(), deadline)));
  }

  private static Session ended(Session.Ended ended, Instant now) {
    return ended.until(earlier(ended.deadline(), now.plus(Session.Ended.RETENTION)));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
