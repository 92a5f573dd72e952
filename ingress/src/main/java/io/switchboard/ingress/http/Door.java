package io.switchboard.ingress.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.switchboard.contract.EventHeaders;
import io.switchboard.ingress.authentication.Admission;
import io.switchboard.ingress.authentication.Authentication;
import io.switchboard.ingress.authentication.Presented;
import io.switchboard.ingress.authentication.Sender;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every request of one route passes: authentication, type and size, the sender's rate, room in
 * its lane, and then the handler; whatever happens becomes an answer.
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
      SenderRates rates,
      Replays replays,
      RequestMeter meter,
      Clock clock,
      BooleanSupplier open) {}

  private record Outcome(String sender, Answer answer) {}

  Door(Route route, RequestHandler handler, Gate gate) {
    this.route = route;
    this.handler = handler;
    this.gate = gate;
  }

  @Override
  public void handle(Context context) throws IOException {
    var began = System.nanoTime();
    var outcome = outcome(context, gate.clock().instant().truncatedTo(ChronoUnit.MILLIS));
    var status = AnswerWriter.write(context, outcome.answer());
    gate.meter().record(route, status, outcome.sender(), System.nanoTime() - began);
  }

  private Outcome outcome(Context context, Instant receivedAt) throws IOException {
    if (!gate.open().getAsBoolean()) {
      context.header("Connection", "close");
      return new Outcome("none", refusal(Problem.unavailable("this instance is stopping")));
    }
    var presented = presented(context);
    return switch (gate.authentication().admit(route.word(), route.access(), presented)) {
      case Admission.Denied(var detail) -> denied(detail);
      case Admission.Admitted(var sender) ->
          switch (body(context)) {
            case BodyReading.Refused(var problem) -> new Outcome(sender.kind(), refusal(problem));
            case BodyReading.Whole(var bytes) ->
                new Outcome(sender.kind(), admitted(sender, context, bytes, receivedAt));
          };
      case Admission.Signed _ ->
          switch (body(context)) {
            case BodyReading.Refused(var problem) -> new Outcome("none", refusal(problem));
            case BodyReading.Whole(var bytes) -> signed(context, presented, bytes, receivedAt);
          };
    };
  }

  private Outcome signed(Context context, Presented presented, byte[] body, Instant receivedAt) {
    return switch (gate.authentication().admitSigned(presented, body, receivedAt)) {
      case Admission.Denied(var detail) -> denied(detail);
      case Admission.Signed _ -> throw new IllegalStateException("the body has been there");
      case Admission.Admitted(var sender) -> {
        var key =
            Replays.key(
                route, context.header("webhook-id"), context.header("webhook-timestamp"), body);
        var again = gate.replays().find(key);
        var answer = again.orElseGet(() -> admitted(sender, context, body, receivedAt));
        gate.replays().remember(key, answer);
        yield new Outcome(sender.kind(), answer);
      }
    };
  }

  private Answer admitted(Sender sender, Context context, byte[] body, Instant receivedAt) {
    var wait = gate.rates().tryAcquire(sender, route.lane());
    if (wait > 0) {
      return refusal(Problem.tooMany(wait));
    }
    return gate.lanes()
        .within(route.lane(), () -> handled(request(context, body, receivedAt)))
        .orElseGet(() -> refusal(Problem.unavailable("too many requests in flight")));
  }

  private BodyReading body(Context context) throws IOException {
    return route.method().equals("GET")
        ? new BodyReading.Whole(new byte[0])
        : BodyReading.read(context.req(), gate.limits());
  }

  private Answer handled(Request request) {
    try {
      return handler.handle(request);
    } catch (RuntimeException e) {
      LOG.error("{} failed", route.word(), e);
      return refusal(Problem.internal());
    }
  }

  private static Outcome denied(String detail) {
    return new Outcome("none", refusal(Problem.unauthorized(detail)));
  }

  private static Answer refusal(Problem problem) {
    return new Answer.Refusal(problem);
  }

  private static Presented presented(Context context) {
    return new Presented(context.req()::getHeader, ClientCertificate.subject(context.req()));
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
        .filter(id -> id.length() <= 200 && id.chars().allMatch(c -> c > ' ' && c <= '~'))
        .filter(id -> !id.isEmpty());
  }

  private static @Nullable Integer turn(Context context) {
    if (context.req().getQueryString() == null) {
      return null;
    }
    var turn = context.queryParam("turn");
    return turn != null && turn.matches("\\d{1,6}") ? Integer.valueOf(turn) : null;
  }
}
