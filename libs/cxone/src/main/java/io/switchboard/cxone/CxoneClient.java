package io.switchboard.cxone;

import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.cxone.limit.RateLimiter;
import io.switchboard.cxone.profile.Endpoint;
import io.switchboard.cxone.read.CxoneReader;
import io.switchboard.cxone.read.ListReader;
import io.switchboard.cxone.read.ReadRequest;
import io.switchboard.cxone.read.ReadResult;
import io.switchboard.cxone.rest.CxoneAnswer;
import io.switchboard.cxone.rest.CxoneCall;
import io.switchboard.cxone.rest.RequestBuilder;
import io.switchboard.cxone.rest.ResponseClassifier;
import io.switchboard.cxone.settings.CxoneSettings;
import io.switchboard.cxone.token.TokenSource;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The REST API of a tenant over HTTP: by its profile, with a token, within the rate limit. {@link
 * #send} writes, {@link #read} reads. Thread-safe.
 */
public final class CxoneClient implements Cxone, CxoneReader, AutoCloseable {
  private final CxoneSettings settings;
  private final RequestBuilder requests;
  private final CxoneConnection connection;
  private final @Nullable TokenSource ownTokens;

  public CxoneClient(
      CxoneSettings settings, RateLimiter limiter, TokenSource tokens, MeterRegistry meters) {
    this(settings, new CxoneConnection(settings, limiter, tokens, meters), null);
  }

  private CxoneClient(
      CxoneSettings settings, CxoneConnection connection, @Nullable TokenSource ownTokens) {
    this.settings = settings;
    this.requests = new RequestBuilder(settings);
    this.connection = connection;
    this.ownTokens = ownTokens;
  }

  /**
   * A client with tokens and a rate limit of its own. The limit is that of the settings: where
   * pushes run beside it, give it the part of the limit that they leave, by {@link
   * CxoneSettings#withRateLimit}.
   */
  public static CxoneClient open(CxoneSettings settings, MeterRegistry meters) {
    var limiter = new RateLimiter(settings.rateLimit());
    var tokens = new TokenSource(settings, limiter, meters);
    return new CxoneClient(
        settings, new CxoneConnection(settings, limiter, tokens, meters), tokens);
  }

  @Override
  public CxoneAnswer send(CxoneCall call, @Nullable String traceparent)
      throws InterruptedException {
    return send(call, traceparent, () -> true);
  }

  /**
   * The same API for a caller that may lose the right to send: {@code allowed} is checked after the
   * wait for the rate limit. From then on a request ends within its timeout, which includes the
   * wait for others in flight.
   */
  public Cxone onlyWhile(BooleanSupplier allowed) {
    return (call, traceparent) -> send(call, traceparent, allowed);
  }

  private CxoneAnswer send(CxoneCall call, @Nullable String traceparent, BooleanSupplier allowed)
      throws InterruptedException {
    var endpoint =
        requests
            .endpoint(call)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the profile has no " + call.getClass().getSimpleName()));
    var prepared = requests.prepare(call, endpoint, traceparent);
    var request = new CxoneConnection.Request(call.priority(), prepared.at(), allowed);
    return switch (connection.send(request)) {
      case CxoneConnection.Result.NotSent(var why) -> why;
      case CxoneConnection.Result.Sent(var exchange) ->
          checked(
              ResponseClassifier.of(exchange, prepared, settings.profile().api(), Instant.now()),
              endpoint);
    };
  }

  /**
   * A 404 of one contact or call is final, unless the version of the API is gone: then it concerns
   * all of them.
   */
  private CxoneAnswer checked(CxoneAnswer answer, Endpoint endpoint) throws InterruptedException {
    var probe = settings.profile().api().probe();
    if (!(answer instanceof CxoneAnswer.Refused(var status, var detail))
        || status != 404
        || probe == null) {
      return answer;
    }
    return switch (read(ReadRequest.get(probe).at(endpoint.version()))) {
      case ReadResult.Read _ -> answer;
      case ReadResult.NotRead failed when failed.status() == 404 ->
          new CxoneAnswer.Forbidden(
              status, "the version of " + endpoint + " is not there: " + detail);
      case ReadResult.NotRead(CxoneAnswer.TryAgain why, _, _, _) -> why;
      case ReadResult.NotRead _ -> answer;
    };
  }

  @Override
  public ReadResult read(ReadRequest read) throws InterruptedException {
    var values = requests.tenantValues();
    read.values().forEach(values::put);
    var request =
        new CxoneConnection.Request(
            read.priority(),
            base ->
                requests
                    .request(base, read.version(), read.path(), read.query(), values)
                    .method(read.method(), BodyPublishers.noBody()),
            () -> true);
    return switch (connection.send(request)) {
      case CxoneConnection.Result.NotSent(var why) -> ReadResult.notSent(why);
      case CxoneConnection.Result.Sent(var exchange) ->
          ResponseClassifier.read(exchange, settings.profile().api(), Instant.now());
    };
  }

  @Override
  public ListReader list(String name) {
    var list = settings.profile().lists().get(name);
    if (list == null) {
      throw new IllegalArgumentException("the profile has no list " + name);
    }
    return new ListReader(this, list, settings.profile().api().pageSize());
  }

  @Override
  public void close() {
    connection.close();
    if (ownTokens != null) {
      ownTokens.close();
    }
  }
}
