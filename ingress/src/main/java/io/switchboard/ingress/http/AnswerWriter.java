package io.switchboard.ingress.http;

import io.javalin.http.Context;
import java.io.IOException;

/** Puts answers on the wire. */
final class AnswerWriter {
  private static final String JSON = "application/json";

  private AnswerWriter() {}

  /** Writes an answer whole; the status is returned for the metrics. */
  static int write(Context context, Answer answer) throws IOException {
    return switch (answer) {
      case Answer.Success(var json) -> bytes(context, 200, JSON, json);
      case Answer.Refusal(var problem) -> problem(context, problem);
    };
  }

  private static int problem(Context context, Problem problem) throws IOException {
    var retryAfter = problem.retryAfterSeconds();
    if (retryAfter != null) {
      context.header("Retry-After", Integer.toString(retryAfter));
    }
    if (problem.status() == 401) {
      context.header("WWW-Authenticate", "Basic realm=\"switchboard\", Bearer");
    }
    if (problem.status() == 408 || problem.status() == 413) {
      context.header("Connection", "close"); // what is left of the body is not waited for
    }
    return bytes(context, problem.status(), Problem.CONTENT_TYPE, problem.json());
  }

  static int bytes(Context context, int status, String contentType, byte[] body)
      throws IOException {
    var response = context.res();
    response.setStatus(status);
    response.setContentType(contentType);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
    return status;
  }
}
