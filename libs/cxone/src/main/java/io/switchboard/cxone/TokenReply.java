package io.switchboard.cxone;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.cxone.CxoneAnswer.Forbidden;
import io.switchboard.cxone.CxoneAnswer.Refused;
import io.switchboard.cxone.CxoneAnswer.Trouble;
import io.switchboard.cxone.CxoneAnswer.TryAgain;
import java.time.Duration;
import java.time.Instant;

/** Reads the answer of a token endpoint, odd ones included. Pure. */
final class TokenReply {
  /** Assumed when CXone does not say, or says something that cannot be. */
  static final Duration UNTOLD_LIFE = Duration.ofMinutes(5);

  private static final Duration LONGEST_LIFE = Duration.ofHours(24);

  private TokenReply() {}

  /**
   * @param askedAt {@link System#nanoTime} before the request left: a life counts from there
   */
  static TokenAnswer read(Wire.Exchange exchange, long askedAt, Instant now) {
    return switch (exchange) {
      case Wire.Exchange.Failed(var trouble, var detail) ->
          none(new TryAgain(0, trouble, null, "token: " + detail));
      case Wire.Exchange.Received received -> read(received, askedAt, now);
    };
  }

  private static TokenAnswer read(Wire.Exchange.Received received, long askedAt, Instant now) {
    var status = received.status();
    var body = Bodies.json(received);
    if (status >= 200 && status < 300) {
      var text = body.path("access_token").asText("");
      if (text.matches("[\\x21-\\x7e]{1,16384}")) {
        return new TokenAnswer.Granted(token(text, life(body.path("expires_in")), askedAt));
      }
      return body.path("error").isTextual()
          ? denied(status, body)
          : none(new TryAgain(status, Trouble.UNREADABLE, null, "token: no access_token"));
    }
    return switch (Answers.byStatus(received, now)) {
      case Forbidden _ -> denied(status, body);
      // OAuth 2.0 answers wrong credentials with 400 as well as with 401
      case Refused _ when body.path("error").isTextual() -> denied(status, body);
      case Refused(_, _) -> none(new TryAgain(status, Trouble.UNREADABLE, null, "token: refused"));
      case CxoneAnswer.TryAgain(_, var trouble, var wait, var detail) ->
          none(new TryAgain(status, trouble, wait, "token: " + detail));
      case CxoneAnswer.Conflict _, CxoneAnswer.Confirmed _ ->
          none(new TryAgain(status, Trouble.UNREADABLE, null, "token: odd status"));
    };
  }

  private static TokenAnswer denied(int status, JsonNode body) {
    var error = body.path("error").asText("").replaceAll("[^a-zA-Z0-9_ .-]", "");
    return none(new Forbidden(status, "token: " + (error.isEmpty() ? "credentials" : error)));
  }

  private static TokenAnswer none(CxoneAnswer why) {
    return new TokenAnswer.None(why);
  }

  private static AccessToken token(String text, Duration life, long askedAt) {
    var nanos = life.toNanos();
    return new AccessToken(new Secret(text), askedAt + nanos / 10 * 8, askedAt + nanos);
  }

  /** Seconds as a number or as text; what is missing, not positive or unreadable is untold. */
  static Duration life(JsonNode expiresIn) {
    var seconds = expiresIn.isNumber() ? expiresIn.asDouble() : number(expiresIn.asText(""));
    if (!(seconds > 0)) {
      return UNTOLD_LIFE;
    }
    var millis = Math.min(seconds * 1000, (double) LONGEST_LIFE.toMillis());
    return Duration.ofMillis(Math.max(1, (long) millis));
  }

  private static double number(String text) {
    return text.strip().matches("\\d{1,15}(\\.\\d{1,9})?") ? Double.parseDouble(text.strip()) : -1;
  }
}
