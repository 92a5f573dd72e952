package io.switchboard.ivr;

import io.switchboard.contract.EventHeaders;
import io.switchboard.contract.event.CallEvent;
import io.switchboard.contract.event.CallSource;
import io.switchboard.contract.event.Tier;
import io.switchboard.contract.event.TimeSource;
import java.time.Instant;
import org.apache.kafka.streams.test.TestRecord;
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

  /** With its metadata, received at a time. */
  public static TestRecord<String, CallEvent> record(CallEvent event, String id, Instant at) {
    var headers =
        new EventHeaders(
            id,
            "com.nice.cxone.dtmf",
            "/switchboard/ingress",
            null,
            at,
            at,
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    var key = event instanceof CallEvent.OfCall call ? call.callId() : CallEvent.PARTITION_KEY;
    return new TestRecord<>(key, event, headers.toKafka(), at);
  }
}
