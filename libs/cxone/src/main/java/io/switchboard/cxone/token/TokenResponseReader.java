package io.switchboard.cxone.token;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.cxone.http.Failure;
import io.switchboard.cxone.http.HttpTransport;
import io.switchboard.cxone.http.JsonBodies;
import io.switchboard.cxone.rest.CxoneAnswer;
import io.switchboard.cxone.rest.CxoneAnswer.Forbidden;
import io.switchboard.cxone.rest.CxoneAnswer.Refused;
import io.switchboard.cxone.rest.CxoneAnswer.TryAgain;
import io.switchboard.cxone.rest.ResponseClassifier;
import io.switchboard.cxone.settings.Secret;
import java.time.Duration;
import java.time.Instant;

/** Reads the response of a token endpoint. Pure. */
final class TokenResponseReader {
  /** The lifetime when {@code expires_in} is missing or invalid. */
  static final Duration DEFAULT_LIFE = Duration.ofMinutes(5);

  private static final Duration MAX_LIFE = Duration.ofHours(24);

  private TokenResponseReader() {}

  /**
   * @param askedAt {@link System#nanoTime} before the request was sent, where the lifetime begins
   */
  static TokenResult read(HttpTransport.Exchange exchange, long askedAt, Instant now) {
    return switch (exchange) {
      case HttpTransport.Exchange.Failed(var failure, var detail) ->
          none(new TryAgain(0, failure, null, "token: " + detail));
      case HttpTransport.Exchange.Received received -> read(received, askedAt, now);
    };
  }

  private static TokenResult read(
      HttpTransport.Exchange.Received received, long askedAt, Instant now) {
    var status = received.status();
    var body = JsonBodies.json(received);
    if (status >= 200 && status < 300) {
      var text = body.path("access_token").asText("");
      if (text.matches("[\\x21-\\x7e]{1,16384}")) {
        return new TokenResult.Granted(token(text, body, askedAt));
      }
      return body.path("error").isTextual()
          ? denied(status, body)
          : none(new TryAgain(status, Failure.UNREADABLE, null, "token: no access_token"));
    }
    return switch (ResponseClassifier.byStatus(received, now)) {
      case Forbidden _ -> denied(status, body);
      // OAuth 2.0 uses 400 as well as 401 for wrong credentials
      case Refused _ when body.path("error").isTextual() -> denied(status, body);
      case Refused(_, _) -> none(new TryAgain(status, Failure.UNREADABLE, null, "token: refused"));
      case CxoneAnswer.TryAgain(_, var failure, var wait, var detail) ->
          none(new TryAgain(status, failure, wait, "token: " + detail));
      case CxoneAnswer.Conflict _,
          CxoneAnswer.Confirmed _,
          CxoneAnswer.PerItem _,
          CxoneAnswer.InDoubt _ ->
          none(new TryAgain(status, Failure.UNREADABLE, null, "token: unexpected status"));
    };
  }

  private static TokenResult denied(int status, JsonNode body) {
    var error = body.path("error").asText("").replaceAll("[^a-zA-Z0-9_ .-]", "");
    var detail = "token: " + (error.isEmpty() ? "credentials" : error);
    return none(new Forbidden(status, Forbidden.Extent.EVERY_REQUEST, detail));
  }

  private static TokenResult none(CxoneAnswer why) {
    return new TokenResult.None(why);
  }

  private static AccessToken token(String text, JsonNode body, long askedAt) {
    var nanos = life(body.path("expires_in")).toNanos();
    var idToken = body.path("id_token").asText("");
    var claims = TokenClaims.of(idToken.isEmpty() ? text : idToken);
    return new AccessToken(new Secret(text), claims, askedAt + nanos / 10 * 8, askedAt + nanos);
  }

  /** From seconds as a number or as text; the default when missing, not positive or unreadable. */
  static Duration life(JsonNode expiresIn) {
    var seconds = expiresIn.isNumber() ? expiresIn.asDouble() : number(expiresIn.asText(""));
    if (!(seconds > 0)) {
      return DEFAULT_LIFE;
    }
    var millis = Math.min(seconds * 1000, (double) MAX_LIFE.toMillis());
    return Duration.ofMillis(Math.max(1, (long) millis));
  }

  private static double number(String text) {
    return text.strip().matches("\\d{1,15}(\\.\\d{1,9})?") ? Double.parseDouble(text.strip()) : -1;
  }
}
