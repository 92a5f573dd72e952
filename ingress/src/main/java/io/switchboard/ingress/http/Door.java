package io.switchboard.ingress.http;

import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.ingress.authentication.Admission;
import io.switchboard.ingress.authentication.Authentication;
import io.switchboard.ingress.authentication.Credentials;
import io.switchboard.ingress.authentication.Sender;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every request of one route passes: authentication by the head, type and size, a place in its
 * lane, authentication by the body, the sender's rate, and then the handler; whatever happens
 * becomes an answer. A place is taken only when the body is there: nobody holds one by being slow.
 */
final class Door implements Paths.Page {
  /** After so long a request is answered, whatever it waits for. */
  static final Duration PROMISE = Duration.ofMillis(4_500);

  private static final Logger LOG = LoggerFactory.getLogger(Door.class);
  private final Route route;
  private final RequestHandler handler;
  private final Gate gate;

  /**
   * What all routes share.
   *
   * @param open false as soon as the server is to stop
   * @param crowded true while there are more connections than it means to serve
   */
  record Gate(
      Authentication authentication,
      Limits limits,
      Lanes lanes,
      SenderRates rates,
      Replays replays,
      Refusals refusals,
      RequestMeter meter,
      Clock clock,
      BooleanSupplier open,
      BooleanSupplier crowded) {}

  private record Outcome(String sender, Answer answer) {}

  /** What is done with a body that is there. */
  @FunctionalInterface
  private interface Then {
    Outcome apply(byte[] body, long answerBy);
  }

  Door(Route route, RequestHandler handler, Gate gate) {
    this.route = route;
    this.handler = handler;
    this.gate = gate;
  }

  @Override
  public void answer(Exchange exchange) throws IOException {
    var outcome = outcome(exchange, gate.clock().instant().truncatedTo(ChronoUnit.MILLIS));
    if (outcome.answer() instanceof Answer.Refusal && gate.open().getAsBoolean()) {
      gate.refusals().rest(exchange.arrived());
    }
    if (!gate.open().getAsBoolean()) {
      exchange.answer(HttpHeader.CONNECTION, "close"); // and ask another instance next
    }
    var status = AnswerWriter.write(exchange, outcome.answer());
    gate.meter().record(route, status, outcome.sender(), System.nanoTime() - exchange.arrived());
  }

  private Outcome outcome(Exchange exchange, Instant receivedAt) throws IOException {
    if (!gate.open().getAsBoolean()) {
      return new Outcome("none", refusal(Problem.unavailable("this instance is stopping")));
    }
    if (isSurplus(exchange)) {
      exchange.answer(HttpHeader.CONNECTION, "close");
      return new Outcome("none", refusal(Problem.unavailable("too many connections")));
    }
    var credentials = credentials(exchange);
    return switch (gate.authentication().admit(route.word(), route.access(), credentials)) {
      case Admission.Denied(var detail) -> denied(detail);
      case Admission.Admitted(var sender) ->
          withBody(
              exchange,
              sender.kind(),
              (body, answerBy) ->
                  new Outcome(
                      sender.kind(),
                      admitted(sender, request(exchange, body, receivedAt, answerBy))),
              refused -> {
                keep(refused, request(exchange, refused.read(), receivedAt, 0));
                return new Outcome(sender.kind(), refusal(refused.problem()));
              });
      case Admission.Signed _ ->
          withBody(
              exchange,
              "none",
              (body, answerBy) ->
                  signed(credentials, request(exchange, body, receivedAt, answerBy), exchange),
              refused ->
                  refusedSigned(
                      credentials, refused, request(exchange, refused.read(), receivedAt, 0)));
    };
  }

  /** One connection too many: it is told so and closed, unless it brought a waiting caller. */
  private boolean isSurplus(Exchange exchange) {
    return route.lane() != Route.Lane.CALLERS
        && exchange.isFirst()
        && gate.crowded().getAsBoolean();
  }

  /** A signature can be verified where the whole body is there; else the sender is unknown. */
  private Outcome refusedSigned(
      Credentials credentials, BodyReading.Refused refused, Request request) {
    var problem = refused.problem();
    if (problem.status() != 415) {
      return new Outcome("none", refusal(problem));
    }
    return switch (gate.authentication()
        .admitSigned(credentials, request.body(), request.receivedAt())) {
      case Admission.Denied(var detail) -> denied(detail);
      case Admission.Signed _ -> throw new IllegalStateException("the body has been there");
      case Admission.Admitted(var sender) -> {
        keep(refused, request);
        yield new Outcome(sender.kind(), refusal(problem));
      }
    };
  }

  private void keep(BodyReading.Refused refused, Request request) {
    var status = refused.problem().status();
    if (status == 413 || status == 415) {
      handler.refused(request, refused.problem());
    }
  }

  private Outcome withBody(
      Exchange exchange, String sender, Then then, Function<BodyReading.Refused, Outcome> otherwise)
      throws IOException {
    var reading = System.nanoTime();
    return switch (body(exchange)) {
      case BodyReading.Refused refused -> otherwise.apply(refused);
      case BodyReading.Whole(var bytes, var taken) -> {
        var there = exchange.arrived() + System.nanoTime() - reading; // not what its sender took
        try {
          yield gate.lanes()
              .within(route.lane(), there, () -> then.apply(bytes, there + PROMISE.toNanos()))
              .orElseGet(() -> new Outcome(sender, noPlace()));
        } finally {
          gate.lanes().bodies(route.lane()).giveBack(taken);
        }
      }
    };
  }

  private Outcome signed(Credentials credentials, Request request, Exchange exchange) {
    var body = request.body();
    return switch (gate.authentication().admitSigned(credentials, body, request.receivedAt())) {
      case Admission.Denied(var detail) -> denied(detail);
      case Admission.Signed _ -> throw new IllegalStateException("the body has been there");
      case Admission.Admitted(var sender) -> {
        var key =
            Replays.key(
                route, exchange.header("webhook-id"), exchange.header("webhook-timestamp"), body);
        var again = gate.replays().find(key);
        var answer = again.orElseGet(() -> admitted(sender, request));
        gate.replays().remember(key, answer);
        yield new Outcome(sender.kind(), answer);
      }
    };
  }

  private Answer admitted(Sender sender, Request request) {
    var wait = gate.rates().tryAcquire(sender, route.lane());
    if (wait > 0) {
      return refusal(Problem.tooMany(wait));
    }
    return handled(request);
  }

  private BodyReading body(Exchange exchange) throws IOException {
    return route.method().equals("GET")
        ? new BodyReading.Whole(new byte[0], 0)
        : BodyReading.read(exchange, gate.limits(), gate.lanes().bodies(route.lane()));
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

  private static Answer noPlace() {
    return refusal(Problem.unavailable("too many requests in flight"));
  }

  private static Answer refusal(Problem problem) {
    return new Answer.Refusal(problem);
  }

  private static Credentials credentials(Exchange exchange) {
    return new Credentials(exchange::headers, exchange.certificate());
  }

  private Request request(Exchange exchange, byte[] body, Instant receivedAt, long answerBy) {
    var sent = exchange.header("traceparent");
    var traceparent =
        sent != null && EventHeaders.isTraceparent(sent) ? sent : EventHeaders.newTraceparent();
    return new Request(
        route,
        body,
        receivedAt,
        answerBy,
        identity(exchange),
        traceparent,
        exchange.parameter(),
        exchange.turn());
  }

  /** The sender's own identity: printable, and short enough for a header of a record. */
  private static Optional<String> identity(Exchange exchange) {
    return Optional.ofNullable(exchange.header("webhook-id"))
        .or(() -> Optional.ofNullable(exchange.header("Idempotency-Key")))
        .filter(id -> id.length() <= 200 && id.chars().allMatch(c -> c > ' ' && c <= '~'))
        .filter(id -> !id.isEmpty());
  }
}
