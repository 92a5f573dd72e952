package io.switchboard.replay.copy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.headers.ReplayId;
import io.switchboard.contract.time.Times;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The headers that mark a replayed record; all other headers stay. */
public final class ReplayHeaders {
  /** Topic-partition-offset of the source record: the identity of a replayed record. */
  public static final String OF = "replay-of";

  /** When the copy was written. */
  public static final String AT = "replay-at";

  private static final String TRACE = "traceparent";

  private ReplayHeaders() {}

  /** The position of a record, in the format of {@link #OF}. */
  public static String position(ConsumerRecord<?, ?> record) {
    return record.topic() + "-" + record.partition() + "-" + record.offset();
  }

  static Headers of(ConsumerRecord<byte[], byte[]> source, String replayId, Instant at) {
    var headers = new RecordHeaders(source.headers().toArray());
    put(headers, ReplayId.HEADER, replayId);
    put(headers, OF, position(source));
    put(headers, AT, Times.format(at));
    EventHeaders.text(source.headers(), TRACE)
        .filter(EventHeaders::isTraceparent)
        .ifPresent(trace -> put(headers, TRACE, renewed(trace, replayId, source)));
    return headers;
  }

  /** A new span in the same trace, so that a trace finds the record and its copies. */
  private static String renewed(String trace, String replayId, ConsumerRecord<?, ?> source) {
    var step = EventId.sha256("replay", replayId, position(source)).substring(0, 16);
    return trace.substring(0, 36) + step + trace.substring(52);
  }

  private static void put(Headers headers, String name, String value) {
    headers.remove(name);
    headers.add(name, value.getBytes(UTF_8));
  }
}
