package io.switchboard.cxone.token;

import io.switchboard.cxone.http.Failure;
import io.switchboard.cxone.http.HttpTransport;
import io.switchboard.cxone.http.JsonBodies;
import io.switchboard.cxone.profile.Auth.Discovery;
import io.switchboard.cxone.profile.TextTemplate;
import io.switchboard.cxone.rest.CxoneAnswer;
import io.switchboard.cxone.rest.CxoneAnswer.TryAgain;
import io.switchboard.cxone.rest.ResponseClassifier;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** The request for a tenant's configuration, and what its response says. Pure. */
final class ApiBaseReader {
  private ApiBaseReader() {}

  /**
   * The URL of the tenant's configuration: at the token's issuer, or at the configured one when the
   * token names none. Empty when the token does not name its tenant.
   */
  static Optional<URI> document(TokenClaims claims, Discovery discovery, URI configuredIssuer) {
    var issuer =
        claims.value("iss").flatMap(text -> url(text, configuredIssuer)).orElse(configuredIssuer);
    return claims
        .value(discovery.claim())
        .map(
            tenant ->
                URI.create(
                    issuer
                        + discovery.path()
                        + "?"
                        + TextTemplate.encode(discovery.claim())
                        + "="
                        + TextTemplate.encode(tenant)));
  }

  static ApiBase read(
      HttpTransport.Exchange exchange, Discovery discovery, URI issuer, Instant now) {
    return switch (exchange) {
      case HttpTransport.Exchange.Failed(var failure, var detail) ->
          new ApiBase.Unknown(new TryAgain(0, failure, null, "discovery: " + detail));
      case HttpTransport.Exchange.Received received when isSuccess(received.status()) ->
          url(JsonBodies.json(received).path(discovery.base()).asText(""), issuer)
              .<ApiBase>map(ApiBase.Known::new)
              .orElseGet(() -> unknown(received.status(), "no " + discovery.base()));
      case HttpTransport.Exchange.Received received ->
          switch (ResponseClassifier.byStatus(received, now)) {
            case TryAgain(var status, var failure, var wait, var detail) ->
                new ApiBase.Unknown(new TryAgain(status, failure, wait, "discovery: " + detail));
            case CxoneAnswer _ -> unknown(received.status(), "status " + received.status());
          };
    };
  }

  /** Not final: the tenant may be moving at this moment. */
  static ApiBase unknown(int status, String what) {
    return new ApiBase.Unknown(
        new TryAgain(
            status,
            Failure.UNREADABLE,
            null,
            "discovery: " + what + "; CXONE_BASE_URL sets the base of the API without it"));
  }

  private static boolean isSuccess(int status) {
    return status >= 200 && status < 300;
  }

  /** An absolute URL; https, unless the configured issuer is not https either. */
  private static Optional<URI> url(String text, URI configuredIssuer) {
    try {
      var url = URI.create(text.replaceAll("/+$", ""));
      var secure = "https".equals(url.getScheme());
      var plain = "http".equals(url.getScheme()) && "http".equals(configuredIssuer.getScheme());
      var whole = url.getHost() != null && url.getRawQuery() == null && url.getUserInfo() == null;
      return (secure || plain) && whole ? Optional.of(url) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // reported by the caller as missing
    }
  }
}
