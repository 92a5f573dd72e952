package io.switchboard.ingress.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import io.switchboard.ingress.authentication.Access;
import io.switchboard.ingress.authentication.Admission;
import io.switchboard.ingress.authentication.Authentication;
import io.switchboard.ingress.authentication.Sender;
import io.switchboard.ingress.authentication.SignatureCheck;
import io.switchboard.ingress.http.BodyReader.Body;
import io.switchboard.ingress.limits.Bulkheads;
import io.switchboard.ingress.limits.LargeBodyBudget;
import io.switchboard.ingress.limits.Limits;
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
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every request of a {@link Route} passes, in this order: authentication by its headers, its
 * body, authentication by its signature, the sender's rate limit, a permit of its bulkhead, the
 * handler. The permit comes after the body and the authentication, so that neither a slow sender
 * nor an unauthenticated one holds it.
 */
final class RequestPipeline {
  private static final Logger LOG = LoggerFactory.getLogger(RequestPipeline.class);
  private static final String NO_SENDER = "none";

  /** Refusals of authenticated senders that are kept with their bodies. */
  private static final Set<Integer> KEPT = Set.of(400, 413, 415);

  private final Authentication authentication;
  private final Bulkheads bulkheads;
  private final BodyReader bodies;
  private final RateLimits rates;
  private final Duration keepAlive;
  private final ServerState state;
  private final RejectionDelay delay;
  private final RequestMetrics metrics;
  private final BiConsumer<IngressRequest, Problem> rejected;
  private final SignedRequestCache signedRequests = new SignedRequestCache();
  private final Clock clock;

  RequestPipeline(
      HttpSettings settings,
      Bulkheads bulkheads,
      BiConsumer<IngressRequest, Problem> rejected,
      ServerState state,
      RejectionDelay delay,
      RequestMetrics metrics,
      Clock clock) {
    this.authentication = settings.authentication();
    this.bulkheads = bulkheads;
    this.bodies = new BodyReader(settings.limits());
    this.rates = settings.rates();
    this.keepAlive = settings.keepAlive();
    this.rejected = rejected;
    this.state = state;
    this.delay = delay;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** A route's handler for Javalin. */
  Handler of(Route route, RequestHandler handler) {
    return context -> new RoutedRequest(context, route, handler).handle();
  }

  /** One request on its way. */
  private final class RoutedRequest {
    private final Context context;
    private final RequestHead head;
    private final Route route;
    private final RequestHandler handler;
    private final Instant receivedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    private @Nullable Sender sender;

    RoutedRequest(Context context, Route route, RequestHandler handler) {
      this.context = context;
      this.head = new RequestHead(context);
      this.route = route;
      this.handler = handler;
    }

    void handle() throws IOException {
      var answer = answer();
      if (answer instanceof Answer.Refusal && state.isServing()) {
        delay.await(head.began());
      }
      var status = Responses.write(context, answer);
      var kind = sender == null ? NO_SENDER : sender.kind();
      metrics.record(route, status, kind, System.nanoTime() - head.began());
    }

    private Answer answer() throws IOException {
      if (state.refuses(route.bulkhead())) {
        return refusal(Problem.unavailable("this instance is stopping"));
      }
      if (head.isFirstOnConnection() && state.isSurplus(route.bulkhead())) {
        context.header(Header.CONNECTION, "close");
        return refusal(Problem.unavailable("too many connections"));
      }
      var credentials = head.credentials();
      // signatures by this machine's clock: PostgreSQL's must not be able to refuse every sender
      var now = Instant.now();
      return switch (authentication.admit(route.wireName(), route.access(), credentials, now)) {
        case Admission.Denied(var detail) -> refusal(Problem.unauthorized(detail));
        case Admission.Signed(var signature) -> withBody(signature);
        case Admission.Admitted(var known) -> {
          sender = known;
          yield withBody(null);
        }
      };
    }

    private Answer withBody(@Nullable SignatureCheck signature) throws IOException {
      var reading = System.nanoTime();
      try (var share = bulkheads.bodies(route.bulkhead()).open()) {
        var body = read(share, signature);
        var complete = head.began() + System.nanoTime() - reading; // without the sender's time
        if (signature == null) {
          return admitted(body, complete);
        }
        if (!body.whole()) {
          return refusal(Objects.requireNonNull(body.problem())); // its sender is unknown
        }
        if (!signature.matches()) {
          return refusal(Problem.unauthorized(SignatureCheck.NO_MATCH));
        }
        sender = Sender.SIGNATURE;
        var key = route.wireName() + signature.identity();
        return signedRequests.answer(key, () -> admitted(body, complete));
      }
    }

    private Body read(LargeBodyBudget.Share share, @Nullable SignatureCheck signature)
        throws IOException {
      if (route.method().equals("GET")) {
        Responses.closeIfUnread(context);
        return Body.NONE;
      }
      return bodies.read(context, route, share, signature);
    }

    private Answer admitted(Body body, long complete) {
      var known = Objects.requireNonNull(sender);
      head.keepAlive(keepAlive);
      var answerBy = complete + Limits.REQUEST_DEADLINE.toNanos();
      var request = request(body.bytes(), answerBy).withoutByteOrderMark();
      var answer =
          body.problem() == null ? handled(request, known, complete) : refusal(body.problem());
      if (!(answer instanceof Answer.Refusal(var problem))) {
        return answer;
      }
      if (KEPT.contains(problem.status()) && route.access() == Access.SENDER) {
        rejected.accept(request, problem);
      }
      return handler.refused(problem);
    }

    private Answer handled(IngressRequest request, Sender known, long complete) {
      if (!rates.tryAcquire(known, route.bulkhead())) {
        return refusal(Problem.tooMany(RateLimits.RETRY_AFTER_SECONDS));
      }
      var timeout = Limits.QUEUE_TIMEOUT.minusNanos(System.nanoTime() - complete);
      return bulkheads
          .requests(route.bulkhead())
          .within(timeout, () -> handled(request))
          .orElseGet(() -> refusal(Problem.unavailable("too many requests in flight")));
    }

    private Answer handled(IngressRequest request) {
      try {
        return handler.handle(request);
      } catch (RuntimeException e) {
        LOG.error("{} failed", route.wireName(), e);
        return refusal(Problem.internal());
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
  }

  private static Answer refusal(Problem problem) {
    return new Answer.Refusal(problem);
  }
}
