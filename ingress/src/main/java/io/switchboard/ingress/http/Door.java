package io.switchboard.ingress.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.switchboard.contract.EventHeaders;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every request of one route passes: authentication, type and size, room in its lane, and then
 * the handler; whatever happens becomes an answer.
 */
final class Door implements Handler {
  private static final Logger LOG = LoggerFactory.getLogger(Door.class);
  private final Route route;
  private final RequestHandler handler;
  private final Gate gate;

  /**
   * What all routes share.
   *
   * @param open false as soon as the server is to stop
   */
  record Gate(
      Authentication authentication,
      Limits limits,
      Lanes lanes,
      Clock clock,
      MeterRegistry meters,
      java.util.function.BooleanSupplier open) {}

  Door(Route route, RequestHandler handler, Gate gate) {
    this.route = route;
    this.handler = handler;
    this.gate = gate;
  }

  @Override
  public void handle(Context context) throws IOException {
    var began = System.nanoTime();
    var receivedAt = gate.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    var sender = "none";
    Answer answer;
    if (!gate.open().getAsBoolean()) {
      answer = new Answer.Refusal(Problem.unavailable("this instance is stopping"));
      context.header("Connection", "close");
    } else {
      switch (gate.authentication().admit(route, context.req())) {
        case Admission.Denied(var detail) -> {
          answer = new Answer.Refusal(Problem.unauthorized(detail));
        }
        case Admission.Admitted(var who) -> {
          sender = who.kind();
          answer = admitted(context, receivedAt);
        }
      }
    }
    var status = AnswerWriter.write(context, answer);
    Timer.builder("ingress_requests")
        .tags("route", route.word(), "status", Integer.toString(status), "sender", sender)
        .publishPercentileHistogram()
        .register(gate.meters())
        .record(Duration.ofNanos(System.nanoTime() - began));
  }

  private Answer admitted(Context context, Instant receivedAt) throws IOException {
    return switch (body(context)) {
      case BodyReading.Refused(var problem) -> new Answer.Refusal(problem);
      case BodyReading.Whole(var bytes) ->
          gate.lanes()
              .within(route.lane(), () -> handled(request(context, bytes, receivedAt)))
              .orElseGet(
                  () -> new Answer.Refusal(Problem.unavailable("too many requests in flight")));
    };
  }

  private BodyReading body(Context context) throws IOException {
    return route.method().equals("GET")
        ? new BodyReading.Whole(new byte[0])
        : BodyReading.read(context.req(), gate.limits().bodyBytes());
  }

  private Answer handled(Request request) {
    try {
      return handler.handle(request);
    } catch (RuntimeException e) {
      LOG.error("{} failed", route.word(), e);
      return new Answer.Refusal(Problem.internal());
    }
  }

  private Request request(Context context, byte[] body, Instant receivedAt) {
    var sent = context.header("traceparent");
    var traceparent =
        sent != null && EventHeaders.isTraceparent(sent) ? sent : EventHeaders.newTraceparent();
    var parameters = context.pathParamMap().values().iterator();
    return new Request(
        route,
        body,
        receivedAt,
        identity(context),
        traceparent,
        parameters.hasNext() ? parameters.next() : null,
        turn(context));
  }

  /** The sender's own identity: printable, and short enough for a header of a record. */
  private static Optional<String> identity(Context context) {
    return Optional.ofNullable(context.header("webhook-id"))
        .or(() -> Optional.ofNullable(context.header("Idempotency-Key")))
        .filter(id -> id.matches("[!-~]{1,200}"));
  }

  private static @org.jspecify.annotations.Nullable Integer turn(Context context) {
    var turn = context.queryParam("turn");
    return turn != null && turn.matches("\\d{1,6}") ? Integer.valueOf(turn) : null;
  }
}
