package io.switchboard.ivr.session;

import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.event.ivr.CallEvent.Digit;
import io.switchboard.contract.event.ivr.CallEvent.Fallback;
import io.switchboard.contract.event.ivr.CallEvent.MenuRequest;
import io.switchboard.contract.event.ivr.CallSource;
import io.switchboard.ivr.menu.MenuDefinition;
import io.switchboard.ivr.menu.Node;
import io.switchboard.ivr.session.InputHistory.Press;
import io.switchboard.ivr.session.SessionEvent.Received;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Decides which inputs of a call are repeats, or older than a newer one: they change nothing. Two
 * ingresses may write one call's requests in another order than they received them, and senders
 * retry.
 */
final class RepeatRules {
  /** A silence lasts at least this long. */
  private static final Duration MIN_SILENCE = Duration.ofSeconds(3);

  private static final Duration TIMER_TOLERANCE = Duration.ofSeconds(1);

  /** A telephone network detects tones and pauses of at least 40 ms each. */
  private static final Duration MIN_PRESS_INTERVAL = Duration.ofMillis(80);

  private RepeatRules() {}

  /** Whether a menu request gets the current answer again. */
  static boolean isRepeat(
      MenuDefinition definition, Session.Open open, MenuRequest request, Received received) {
    return open.hasSeen(received.id())
        || isLate(open, received)
        || isAnsweredTurn(open, request)
        || isTooSoonForSilence(definition, open, request, received);
  }

  /** Whether a fallback does nothing. */
  static boolean isRepeat(Session.Open open, Fallback fallback, Received received) {
    var turn = fallback.turn();
    return open.hasSeen(received.id())
        || isLate(open, received)
        || (turn != null && turn < open.turn()); // the caller has already answered a later turn
  }

  /** Whether this is a repeated report of a key press by the bridge. */
  static boolean isRepeat(Session.Open open, Digit digit) {
    var last = open.inputs().lastPress();
    var press = press(digit);
    return last != null
        && press != null
        && last.key().equals(press.key())
        && Duration.between(last.at(), press.at()).abs().compareTo(MIN_PRESS_INTERVAL) <= 0;
  }

  /** The press of a digit that has CXone's own time; null for every other digit. */
  static @Nullable Press press(Digit digit) {
    var at = digit.timestamp();
    return digit.source() == CallSource.BRIDGE
            && digit.timeSource() == TimeSource.EVENT
            && at != null
        ? new Press(SessionMachine.key(digit.digit()), at)
        : null;
  }

  private static boolean isLate(Session.Open open, Received received) {
    var newest = open.inputs().newestReceivedAt();
    return newest != null && received.receivedAt().isBefore(newest);
  }

  private static boolean isAnsweredTurn(Session.Open open, MenuRequest request) {
    var turn = request.turn();
    var beforeFallback = open.beforeFallback();
    return turn != null
        && turn < open.turn()
        && (beforeFallback == null || turn != beforeFallback.turn());
  }

  private static boolean isTooSoonForSilence(
      MenuDefinition definition, Session.Open open, MenuRequest request, Received received) {
    var last = open.inputs().lastRequestAt();
    return request.dtmf().isEmpty()
        && last != null
        && received.at().isBefore(last.plus(minSilence(definition, open)));
  }

  private static Duration minSilence(MenuDefinition definition, Session.Open open) {
    return switch (definition.node(open.position().node())) {
      case Node.Audible node -> {
        var given = Duration.ofSeconds(node.timeoutSeconds()).minus(TIMER_TOLERANCE);
        yield given.compareTo(MIN_SILENCE) < 0 ? given : MIN_SILENCE;
      }
      case Node.Hours _ -> Duration.ZERO; // no caller stays there
    };
  }
}
