package io.switchboard.ingress.http;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** Puts answers on the wire. */
final class AnswerWriter {
  private static final String JSON = "application/json";
  private static final HttpField NO_SNIFFING =
      new PreEncodedHttpField("X-Content-Type-Options", "nosniff");
  private static final HttpField NO_STORING =
      new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");

  private AnswerWriter() {}

  /** Writes an answer whole; the status is returned for the metrics. */
  static int write(Exchange exchange, Answer answer) {
    return switch (answer) {
      case Answer.Success(var json) -> bytes(exchange, 200, JSON, json);
      case Answer.Refusal(var problem) -> problem(exchange, problem);
    };
  }

  private static int problem(Exchange exchange, Problem problem) {
    var retryAfter = problem.retryAfterSeconds();
    if (retryAfter != null) {
      exchange.answer(HttpHeader.RETRY_AFTER, Integer.toString(retryAfter));
    }
    if (problem.status() == 401) {
      exchange.answer(HttpHeader.WWW_AUTHENTICATE, "Basic realm=\"switchboard\", Bearer");
    }
    return bytes(exchange, problem.status(), Problem.CONTENT_TYPE, problem.json());
  }

  static int bytes(Exchange exchange, int status, String contentType, byte[] body) {
    exchange.answer(NO_SNIFFING);
    exchange.answer(NO_STORING);
    exchange.answer(status, contentType, body);
    return status;
  }
}
