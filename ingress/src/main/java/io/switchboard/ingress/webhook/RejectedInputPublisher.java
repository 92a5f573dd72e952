package io.switchboard.ingress.webhook;

import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.contract.event.RejectedInput;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.headers.EventType;
import io.switchboard.contract.topic.Topic;
import io.switchboard.ingress.body.BodyFault;
import io.switchboard.ingress.limits.Limits;
import io.switchboard.ingress.limits.RateLimits;
import io.switchboard.ingress.publishing.Publisher;
import io.switchboard.ingress.request.IngressRequest;
import io.switchboard.ingress.request.Problem;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Publishes to {@code cxone.rejected} what an authenticated sender sent and got a refusal for: cut
 * to 16 KiB, at most {@value #MAX_PER_SECOND} a second, without making the sender wait. Further
 * ones are only counted.
 */
public final class RejectedInputPublisher {
  static final int MAX_PER_SECOND = 100;

  private final Publisher publisher;
  private final Topic<String, RejectedInput> topic;
  private final Bucket limit = RateLimits.perSecond(MAX_PER_SECOND);
  private final MeterRegistry meters;

  public RejectedInputPublisher(
      Publisher publisher, Topic<String, RejectedInput> topic, MeterRegistry meters) {
    this.publisher = publisher;
    this.topic = topic;
    this.meters = meters;
  }

  /** Keeps a whole body. */
  public void keep(IngressRequest request, Problem problem) {
    var field = problem.field() == null ? null : "/" + problem.field();
    keep(request, problem.detail(), field, request.body());
  }

  /** Keeps one element of an envelope. */
  void keep(IngressRequest request, BodyFault fault, byte[] element) {
    keep(request, fault.sentence(), fault.pointer(), element);
  }

  private void keep(IngressRequest request, String reason, @Nullable String field, byte[] body) {
    var route = request.route().wireName();
    var kept = limit.tryConsume(1);
    Counter.builder("ingress_rejected_total")
        .description("rejected requests by route and whether they were kept")
        .tags("route", route, "kept", Boolean.toString(kept))
        .register(meters)
        .increment();
    if (kept) {
      var input =
          new RejectedInput(
              request.route().path(), reason, field, start(body), request.receivedAt());
      var id = EventId.hash(EventHeaders.newTraceparent());
      var headers =
          request.headers(
              id, EventType.REJECTED_INPUT, request.route().path(), request.receivedAt());
      var _ = publisher.send(topic, request.route().path(), input, headers);
    }
  }

  /** The first bytes, whole characters: what is too large to keep is not decoded. */
  private static String start(byte[] body) {
    var end = Math.min(body.length, Limits.REJECTED_BODY_BYTES);
    while (end > 0 && end < body.length && (body[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(body, 0, end, StandardCharsets.UTF_8);
  }
}
