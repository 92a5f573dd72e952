package io.switchboard.ivr;

import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.headers.EventHeaders;
import java.time.Instant;
import org.apache.kafka.streams.test.TestRecord;

/** Call events as records of {@code cxone.dtmf}, with the headers that ingress writes. */
final class DtmfRecords {
  private DtmfRecords() {}

  /** With its metadata, received at a time. */
  static TestRecord<String, CallEvent> record(CallEvent event, String id, Instant at) {
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
