package io.switchboard.ingress.http;

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
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every request of one route passes: authentication, type and size, the sender's rate, room in
 * its lane, and then the handler; whatever happens becomes an answer.
 */
final class Door implements Paths.Page {
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
  public void answer(Exchange exchange) throws IOException {
    var began = System.nanoTime();
    var outcome = outcome(exchange, gate.clock().instant().truncatedTo(ChronoUnit.MILLIS));
    if (!gate.open().getAsBoolean()) {
      exchange.answer(HttpHeader.CONNECTION, "close"); // and ask another instance next
    }
    var status = AnswerWriter.write(exchange, outcome.answer());
    gate.meter().record(route, status, outcome.sender(), System.nanoTime() - began);
  }

  private Outcome outcome(Exchange exchange, Instant receivedAt) throws IOException {
    if (!gate.open().getAsBoolean()) {
      return new Outcome("none", refusal(Problem.unavailable("this instance is stopping")));
    }
    var presented = presented(exchange);
    return switch (gate.authentication().admit(route.word(), route.access(), presented)) {
      case Admission.Denied(var detail) -> denied(detail);
      case Admission.Admitted(var sender) ->
          withBody(
              exchange,
              sender.kind(),
              body -> new Outcome(sender.kind(), admitted(sender, exchange, body, receivedAt)));
      case Admission.Signed _ ->
          withBody(exchange, "none", body -> signed(exchange, presented, body, receivedAt));
    };
  }

  private Outcome withBody(Exchange exchange, String sender, Function<byte[], Outcome> then)
      throws IOException {
    return switch (body(exchange)) {
      case BodyReading.Refused(var problem) -> new Outcome(sender, refusal(problem));
      case BodyReading.Whole(var bytes, var taken) -> {
        try {
          yield then.apply(bytes);
        } finally {
          gate.lanes().bodies(route.lane()).giveBack(taken);
        }
      }
    };
  }

  private Outcome signed(Exchange exchange, Presented presented, byte[] body, Instant receivedAt) {
    return switch (gate.authentication().admitSigned(presented, body, receivedAt)) {
      case Admission.Denied(var detail) -> denied(detail);
      case Admission.Signed _ -> throw new IllegalStateException("the body has been there");
      case Admission.Admitted(var sender) -> {
        var key =
            Replays.key(
                route, exchange.header("webhook-id"), exchange.header("webhook-timestamp"), body);
        var again = gate.replays().find(key);
        var answer = again.orElseGet(() -> admitted(sender, exchange, body, receivedAt));
        gate.replays().remember(key, answer);
        yield new Outcome(sender.kind(), answer);
      }
    };
  }

  private Answer admitted(Sender sender, Exchange exchange, byte[] body, Instant receivedAt) {
    var wait = gate.rates().tryAcquire(sender, route.lane());
    if (wait > 0) {
      return refusal(Problem.tooMany(wait));
    }
    return gate.lanes()
        .within(route.lane(), () -> handled(request(exchange, body, receivedAt)))
        .orElseGet(() -> refusal(Problem.unavailable("too many requests in flight")));
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

  private static Answer refusal(Problem problem) {
    return new Answer.Refusal(problem);
  }

  private static Presented presented(Exchange exchange) {
    return new Presented(exchange::header, exchange.certificate());
  }

  private Request request(Exchange exchange, byte[] body, Instant receivedAt) {
    var sent = exchange.header("traceparent");
    var traceparent =
        sent != null && EventHeaders.isTraceparent(sent) ? sent : EventHeaders.newTraceparent();
    return new Request(
        route,
        body,
        receivedAt,
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
