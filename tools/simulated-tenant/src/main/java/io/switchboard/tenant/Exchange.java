package io.switchboard.tenant;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/**
 * What every request to the tenant goes through: measured, made to suffer the faults asked for, its
 * token checked, answered, and written to the journal before the answer leaves.
 */
final class Exchange {
  private final Journal journal;
  private final RequestRate rate;
  private final Tokens tokens;
  private final Faults faults;

  Exchange(Journal journal, RequestRate rate, Tokens tokens, Faults faults) {
    this.journal = journal;
    this.rate = rate;
    this.tokens = tokens;
    this.faults = faults;
  }

  /** A call that needs a bearer token. */
  void protectedCall(Context context, Function<Request, Answer> endpoint) {
    var request = begin(context);
    var authorized = use(context).isPresent();
    var fault = faults.next(request.method(), request.path(), request.body());
    fault.ifPresent(Exchange::delay);
    var faultAnswer = fault.flatMap(Exchange::answer);
    Answer answer;
    if (faultAnswer.isPresent() && !fault.get().applied()) {
      answer = faultAnswer.get();
    } else if (!authorized) {
      answer = Answer.error(401, "invalid_token");
    } else {
      var honest = call(endpoint, request);
      answer = faultAnswer.orElse(honest);
    }
    finish(context, request, answer, authorized, fault.filter(FaultRule::cut).isPresent());
  }

  /** A call that needs none: the token request itself. */
  void openCall(Context context, Function<Request, Answer> endpoint) {
    var request = begin(context);
    var fault = faults.next(request.method(), request.path(), request.body());
    fault.ifPresent(Exchange::delay);
    var answer = fault.flatMap(Exchange::answer).orElseGet(() -> call(endpoint, request));
    finish(context, request, answer, false, fault.filter(FaultRule::cut).isPresent());
  }

  /** The upgrade to the voice socket: refused with 401 without a token, or by a fault. */
  void upgrade(Context context) {
    rate.arrived(System.nanoTime());
    var expiresAt = use(context);
    var fault = faults.next("WS", context.path(), "");
    fault.ifPresent(Exchange::delay);
    var refusal =
        fault.flatMap(Exchange::answer).map(Answer::status).or(() -> refuseWithout(expiresAt));
    journal.add(
        Instant.now(), "WS", context.path(), "", expiresAt.isPresent(), refusal.orElse(101));
    if (refusal.isPresent()) {
      throw new HttpResponseException(refusal.get(), "refused");
    }
    expiresAt.ifPresent(end -> context.attribute(VoiceSockets.EXPIRES_AT, end));
  }

  private static Optional<Integer> refuseWithout(Optional<Instant> token) {
    return token.isPresent() ? Optional.empty() : Optional.of(401);
  }

  private Request begin(Context context) {
    rate.arrived(System.nanoTime());
    var type = context.contentType();
    return new Request(
        context.method().name(),
        context.path(),
        context.pathParamMap(),
        type == null ? "" : type.toLowerCase(Locale.ROOT),
        context.body());
  }

  private Optional<Instant> use(Context context) {
    return tokens.use(context.header("Authorization"), faults.mostUsesOfAToken());
  }

  private static Answer call(Function<Request, Answer> endpoint, Request request) {
    try {
      return endpoint.apply(request);
    } catch (BadRequest e) {
      return Answer.error(400, String.valueOf(e.getMessage()));
    }
  }

  private void finish(
      Context context, Request request, Answer answer, boolean authorized, boolean cut) {
    journal.add(
        Instant.now(),
        request.method(),
        request.path(),
        TokenEndpoint.withoutSecret(request.body()),
        authorized,
        cut ? 0 : answer.status());
    if (cut) {
      cut(context);
      return;
    }
    context.status(answer.status()).contentType("application/json");
    answer.headers().forEach(context::header);
    context.result(TenantJson.write(answer.body()));
  }

  private static void delay(FaultRule fault) {
    if (fault.latencyMs() == null) {
      return;
    }
    try {
      Thread.sleep(fault.latencyMs());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the tenant is closing: answer at once
    }
  }

  private static Optional<Answer> answer(FaultRule fault) {
    if (fault.status() == null) {
      return Optional.empty();
    }
    Map<String, String> headers =
        fault.retryAfter() == null ? Map.of() : Map.of("Retry-After", fault.retryAfter());
    return Optional.of(new Answer(fault.status(), Map.of("error", "as you asked"), headers));
  }

  private static void cut(Context context) {
    var request = ServletContextRequest.getServletContextRequest(context.req());
    request.getConnectionMetaData().getConnection().getEndPoint().close();
  }
}
