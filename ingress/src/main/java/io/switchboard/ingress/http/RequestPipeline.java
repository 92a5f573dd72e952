package io.switchboard.ingress.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.switchboard.ingress.authentication.Access;
import io.switchboard.ingress.authentication.Admission;
import io.switchboard.ingress.authentication.Authentication;
import io.switchboard.ingress.authentication.Credentials;
import io.switchboard.ingress.authentication.Sender;
import io.switchboard.ingress.limits.Bulkheads;
import io.switchboard.ingress.limits.RateLimits;
import io.switchboard.ingress.limits.RejectionDelay;
import io.switchboard.ingress.request.Answer;
import io.switchboard.ingress.request.IngressRequest;
import io.switchboard.ingress.request.Problem;
import io.switchboard.ingress.request.RequestHandler;
import io.switchboard.ingress.request.Route;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every request of a {@link Route} passes, in this order: authentication by its headers, its
 * body, a permit of its bulkhead, authentication by the body, the sender's rate limit, the handler.
 * The permit comes after the body, so that a slow sender holds none.
 */
final class RequestPipeline {
  /** A complete request is answered within this, whatever it waits for. */
  static final Duration REQUEST_DEADLINE = Duration.ofMillis(4_500);

  private static final Logger LOG = LoggerFactory.getLogger(RequestPipeline.class);
  private static final String NO_SENDER = "none";
  private final Authentication authentication;
  private final Bulkheads bulkheads;
  private final BodyReader bodies;
  private final RateLimits rates;
  private final Duration keepAlive;
  private final ServerState state;
  private final RejectionDelay delay;
  private final RequestMetrics metrics;
  private final SignedRequestCache signedRequests = new SignedRequestCache();
  private final BiConsumer<IngressRequest, Problem> rejected;
  private final Clock clock = Clock.systemUTC();

  private record Outcome(String sender, Answer answer) {}

  /** What is done with a complete body. */
  @FunctionalInterface
  private interface Work {
    Outcome apply(IngressRequest request);
  }

  RequestPipeline(
      IngressServer.Options options,
      Bulkheads bulkheads,
      ServerState state,
      RejectionDelay delay,
      RequestMetrics metrics) {
    this.authentication = options.authentication();
    this.bulkheads = bulkheads;
    this.bodies = new BodyReader(options.limits());
    this.rates = new RateLimits(options.limits());
    this.keepAlive = options.keepAlive();
    this.state = state;
    this.delay = delay;
    this.metrics = metrics;
    this.rejected = options.rejected();
  }

  /** A route's handler for Javalin. */
  Handler of(Route route, RequestHandler handler) {
    return context -> handle(context, route, handler);
  }

  private void handle(Context context, Route route, RequestHandler handler) throws IOException {
    var head = new RequestHead(context);
    var outcome = new RoutedRequest(context, head, route, handler).outcome();
    if (outcome.answer() instanceof Answer.Refusal && state.isServing()) {
      delay.await(head.began());
    }
    var status = Responses.write(context, outcome.answer());
    metrics.record(route, status, outcome.sender(), System.nanoTime() - head.began());
  }

  /** One request on its way. */
  private final class RoutedRequest {
    private final Context context;
    private final RequestHead head;
    private final Route route;
    private final RequestHandler handler;
    private final Instant receivedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);

    RoutedRequest(Context context, RequestHead head, Route route, RequestHandler handler) {
      this.context = context;
      this.head = head;
      this.route = route;
      this.handler = handler;
    }

    Outcome outcome() {
      if (state.refuses(route.bulkhead())) {
        return refused(NO_SENDER, Problem.unavailable("this instance is stopping"));
      }
      if (head.isFirstOnConnection() && state.isSurplus(route.bulkhead())) {
        context.header("Connection", "close");
        return refused(NO_SENDER, Problem.unavailable("too many connections"));
      }
      var credentials = head.credentials();
      return switch (authentication.admit(route.wireName(), route.access(), credentials)) {
        case Admission.Denied(var detail) -> denied(detail);
        case Admission.Admitted(var sender) ->
            withBody(
                sender.kind(),
                request -> admitted(sender, request),
                refused -> refused(sender, refused));
        case Admission.Signed _ ->
            withBody(
                NO_SENDER,
                request -> signed(credentials, request),
                refused -> refusedSigned(credentials, refused));
      };
    }

    private Outcome withBody(
        String sender, Work work, Function<BodyReader.Refused, Outcome> otherwise) {
      var budget = bulkheads.bodies(route.bulkhead());
      var reading = System.nanoTime();
      return switch (route.method().equals("GET")
          ? BodyReader.NONE
          : bodies.read(context, budget)) {
        case BodyReader.Refused refused -> otherwise.apply(refused);
        case BodyReader.Whole(var bytes, var taken) -> {
          var complete = head.began() + System.nanoTime() - reading; // without the sender's time
          try {
            var answerBy = complete + REQUEST_DEADLINE.toNanos();
            yield bulkheads
                .within(route.bulkhead(), complete, () -> work.apply(request(bytes, answerBy)))
                .orElseGet(
                    () -> refused(sender, Problem.unavailable("too many requests in flight")));
          } finally {
            budget.giveBack(taken);
          }
        }
      };
    }

    /** Keeps what an authenticated sender got 413 or 415 for. */
    private Outcome refused(Sender sender, BodyReader.Refused refused) {
      var problem = refused.problem();
      if (problem.status() == 413 || problem.status() == 415) {
        keep(request(refused.read(), 0), problem);
      }
      return refused(sender.kind(), problem);
    }

    /**
     * A signature can be verified when the whole body is there; otherwise the sender is unknown.
     */
    private Outcome refusedSigned(Credentials credentials, BodyReader.Refused refused) {
      if (refused.problem().status() != 415) {
        return refused(NO_SENDER, refused.problem());
      }
      return switch (authentication.admitSigned(credentials, refused.read(), receivedAt)) {
        case Admission.Denied(var detail) -> denied(detail);
        case Admission.Signed _ -> throw new IllegalStateException("the body is there");
        case Admission.Admitted(var sender) -> refused(sender, refused);
      };
    }

    private Outcome signed(Credentials credentials, IngressRequest request) {
      return switch (authentication.admitSigned(credentials, request.body(), receivedAt)) {
        case Admission.Denied(var detail) -> denied(detail);
        case Admission.Signed _ -> throw new IllegalStateException("the body is there");
        case Admission.Admitted(var sender) -> {
          var key =
              SignedRequestCache.key(
                  route,
                  head.header("webhook-id"),
                  head.header("webhook-timestamp"),
                  request.body());
          var again = signedRequests.find(key);
          if (again.isPresent()) {
            yield new Outcome(sender.kind(), again.get());
          }
          var outcome = admitted(sender, request);
          signedRequests.remember(key, outcome.answer());
          yield outcome;
        }
      };
    }

    private Outcome admitted(Sender sender, IngressRequest request) {
      if (!sender.equals(Sender.LOOPBACK)) {
        head.keepAlive(keepAlive);
      }
      if (!rates.tryAcquire(sender, route.bulkhead())) {
        return refused(sender.kind(), Problem.tooMany(RateLimits.RETRY_AFTER_SECONDS));
      }
      var readable = request.withoutByteOrderMark();
      var answer = handled(readable);
      if (answer instanceof Answer.Refusal(var problem) && problem.status() == 400) {
        keep(readable, problem);
      }
      return new Outcome(sender.kind(), answer);
    }

    private void keep(IngressRequest request, Problem problem) {
      if (route.access() == Access.SENDER) {
        rejected.accept(request, problem);
      }
    }

    private Answer handled(IngressRequest request) {
      try {
        return handler.handle(request);
      } catch (RuntimeException e) {
        LOG.error("{} failed", route.wireName(), e);
        return new Answer.Refusal(Problem.internal());
      }
    }

    private IngressRequest request(byte[] body, long answerBy) {
      return new IngressRequest(
          route,
          body,
          receivedAt,
          answerBy,
          head.identity(),
          head.traceparent(),
          route.path().endsWith("}") ? Objects.requireNonNull(parameter()) : null,
          head.turn());
    }

    private String parameter() {
      return context.pathParam(route.path().substring(route.path().indexOf('{')));
    }

    private Outcome denied(String detail) {
      return refused(NO_SENDER, Problem.unauthorized(detail));
    }

    private Outcome refused(String sender, Problem problem) {
      return new Outcome(sender, new Answer.Refusal(problem));
    }
  }
}
