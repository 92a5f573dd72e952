package io.switchboard.tenant.http;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.switchboard.tenant.api.IssuedTokens;
import io.switchboard.tenant.api.SentCredentials;
import io.switchboard.tenant.fault.ActiveFaults;
import io.switchboard.tenant.fault.FaultRule;
import io.switchboard.tenant.journal.RequestJournal;
import io.switchboard.tenant.journal.RequestRate;
import io.switchboard.tenant.voice.VoiceSockets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/**
 * Processes every request to the tenant: counts it, applies faults, checks its token, answers it,
 * and writes it to the journal before the response is sent.
 */
public final class TenantPipeline {
  private final RequestJournal journal;
  private final RequestRate rate;
  private final IssuedTokens tokens;
  private final ActiveFaults faults;
  private final ErrorFormat errors;

  public TenantPipeline(
      RequestJournal journal,
      RequestRate rate,
      IssuedTokens tokens,
      ActiveFaults faults,
      ErrorFormat errors) {
    this.journal = journal;
    this.rate = rate;
    this.tokens = tokens;
    this.faults = faults;
    this.errors = errors;
  }

  /** A call that needs a bearer token. */
  public void protectedCall(Context context, Function<TenantRequest, TenantResponse> endpoint) {
    var request = begin(context);
    var authorized = use(context).isPresent();
    var fault = faults.next(request.method(), request.path(), request.body());
    fault.ifPresent(TenantPipeline::delay);
    var faultAnswer = fault.flatMap(rule -> answer(rule, request.path()));
    TenantResponse answer;
    if (faultAnswer.isPresent() && !fault.get().applied()) {
      answer = faultAnswer.get();
    } else if (!authorized) {
      answer = errors.answer(request.path(), 401, "invalid_token", "The token is not valid here");
    } else {
      var regular = call(endpoint, request);
      answer = faultAnswer.orElse(regular);
    }
    finish(context, request, answer, authorized, fault.filter(FaultRule::cut).isPresent());
  }

  /** A call without a token: the token request itself. */
  public void openCall(Context context, Function<TenantRequest, TenantResponse> endpoint) {
    var request = begin(context);
    var fault = faults.next(request.method(), request.path(), request.body());
    fault.ifPresent(TenantPipeline::delay);
    var answer =
        fault
            .flatMap(rule -> answer(rule, request.path()))
            .orElseGet(() -> call(endpoint, request));
    finish(context, request, answer, false, fault.filter(FaultRule::cut).isPresent());
  }

  /** The upgrade to the voice socket: refused with 401 without a token, or by a fault. */
  public void upgrade(Context context) {
    rate.arrived(System.nanoTime());
    var expiresAt = use(context);
    var fault = faults.next("WS", context.path(), "");
    fault.ifPresent(TenantPipeline::delay);
    var refusal =
        fault
            .flatMap(rule -> answer(rule, context.path()))
            .map(TenantResponse::status)
            .or(() -> refuseWithout(expiresAt));
    journal.add(
        Instant.now(),
        "WS",
        context.path(),
        Map.of(),
        "",
        expiresAt.isPresent(),
        refusal.orElse(101));
    if (refusal.isPresent()) {
      throw new HttpResponseException(refusal.get(), "refused");
    }
    expiresAt.ifPresent(end -> context.attribute(VoiceSockets.EXPIRES_AT, end));
  }

  private static Optional<Integer> refuseWithout(Optional<Instant> token) {
    return token.isPresent() ? Optional.empty() : Optional.of(401);
  }

  private TenantRequest begin(Context context) {
    rate.arrived(System.nanoTime());
    var query = new LinkedHashMap<String, String>();
    context.queryParamMap().forEach((name, values) -> query.put(name, values.getFirst()));
    var headers = new HashMap<String, String>();
    context.headerMap().forEach((name, value) -> headers.put(lower(name), value));
    return new TenantRequest(
        context.method().name(),
        context.path(),
        query,
        context.pathParamMap(),
        headers,
        context.body());
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private Optional<Instant> use(Context context) {
    return tokens.use(context.header("Authorization"), faults.maxTokenUses());
  }

  private TenantResponse call(
      Function<TenantRequest, TenantResponse> endpoint, TenantRequest request) {
    try {
      return endpoint.apply(request);
    } catch (RefusedException e) {
      return errors.answer(request.path(), e.status(), e.error(), String.valueOf(e.getMessage()));
    }
  }

  private void finish(
      Context context,
      TenantRequest request,
      TenantResponse answer,
      boolean authorized,
      boolean cut) {
    journal.add(
        Instant.now(),
        request.method(),
        request.path(),
        request.query(),
        SentCredentials.withoutSecrets(request.body()),
        authorized,
        cut ? 0 : answer.status());
    if (cut) {
      cut(context);
      return;
    }
    context.status(answer.status());
    answer.headers().forEach(context::header);
    if (answer.body() != null) {
      context.contentType("application/json").result(TenantJson.write(answer.body()));
    }
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

  private Optional<TenantResponse> answer(FaultRule fault, String path) {
    if (fault.status() == null) {
      return Optional.empty();
    }
    var answer = errors.answer(path, fault.status(), "fault on demand", "Fault on demand");
    var headers = new HashMap<>(answer.headers());
    if (fault.retryAfter() != null) {
      headers.put("Retry-After", fault.retryAfter());
    }
    return Optional.of(answer.withHeaders(headers));
  }

  private static void cut(Context context) {
    var request = ServletContextRequest.getServletContextRequest(context.req());
    request.getConnectionMetaData().getConnection().getEndPoint().close();
  }
}
