package io.switchboard.ivr;

import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.CallSource;
import io.switchboard.contract.event.ivr.Tier;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Records of {@code cxone.dtmf} as ingress writes them. */
public final class CallScript {
  private CallScript() {}

  /** A digit of the bridge. */
  public static CallEvent.Digit bridge(String callId, String digit, Instant at) {
    return new CallEvent.Digit(callId, digit, CallSource.BRIDGE, at, TimeSource.EVENT);
  }

  /** A digit of the simulator. */
  public static CallEvent.Digit simulator(String callId, String digit) {
    return new CallEvent.Digit(callId, digit, CallSource.SIMULATOR, null, TimeSource.RECEIVED);
  }

  /** A menu request without turns. */
  public static CallEvent.MenuRequest menu(String callId, String dtmf) {
    return menu(callId, dtmf, null);
  }

  /** A menu request. */
  public static CallEvent.MenuRequest menu(String callId, String dtmf, @Nullable Integer turn) {
    return new CallEvent.MenuRequest(callId, "+14155550100", dtmf, null, Tier.GOLD, null, turn);
  }
}
