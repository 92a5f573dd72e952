package io.switchboard.ingress.request;

import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.EventType;
import io.switchboard.contract.headers.ServiceName;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request that passed the pipeline: authenticated, of the right type and size.
 *
 * @param body the raw bytes, empty for a GET
 * @param receivedAt when it came in
 * @param answerBy when the sender is to have its answer, by {@link System#nanoTime}
 * @param identity the sender's {@code webhook-id} or {@code Idempotency-Key}, if there was a usable
 *     one
 * @param traceparent the sender's W3C trace context, or a new one
 * @param parameter the path's parameter, decoded
 * @param turn the query's {@code turn}, when it is a number
 */
public record IngressRequest(
    Route route,
    byte[] body,
    Instant receivedAt,
    long answerBy,
    Optional<String> identity,
    String traceparent,
    @Nullable String parameter,
    @Nullable Integer turn) {

  /** What ingress writes itself as the source of. */
  public static final String SOURCE = ServiceName.INGRESS.source();

  /** The same without a UTF-8 byte order mark before its body: it is not part of the JSON. */
  public IngressRequest withoutByteOrderMark() {
    var marked =
        body.length >= 3
            && body[0] == (byte) 0xEF
            && body[1] == (byte) 0xBB
            && body[2] == (byte) 0xBF;
    return marked
        ? new IngressRequest(
            route,
            Arrays.copyOfRange(body, 3, body.length),
            receivedAt,
            answerBy,
            identity,
            traceparent,
            parameter,
            turn)
        : this;
  }

  /** The metadata of a record made from this request. */
  public EventHeaders headers(String id, EventType type, String subject, Instant time) {
    return new EventHeaders(id, type.wireName(), SOURCE, subject, time, receivedAt, traceparent);
  }
}
