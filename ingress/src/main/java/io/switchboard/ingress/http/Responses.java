package io.switchboard.ingress.http;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.switchboard.ingress.request.Answer;
import io.switchboard.ingress.request.Problem;
import java.io.IOException;

/** Writes responses, each in one piece. */
final class Responses {
  private static final String JSON = "application/json";

  private Responses() {}

  /** Writes an answer; the status is returned for the metrics. */
  static int write(Context context, Answer answer) throws IOException {
    return switch (answer) {
      case Answer.Success(var json) -> {
        closeIfUnread(context); // a body that is too large may be answered 200
        yield bytes(context, 200, JSON, json);
      }
      case Answer.Refusal(var problem) -> problem(context, problem);
    };
  }

  static int problem(Context context, Problem problem) throws IOException {
    var retryAfter = problem.retryAfterSeconds();
    if (retryAfter != null) {
      context.header(Header.RETRY_AFTER, Integer.toString(retryAfter));
    }
    if (problem.status() == 401) {
      context.header(Header.WWW_AUTHENTICATE, "Basic realm=\"switchboard\", Bearer");
    }
    closeIfUnread(context);
    return bytes(context, problem.status(), Problem.CONTENT_TYPE, problem.json());
  }

  /** Writes past Javalin's result stream, which copies through a buffer of its own. */
  static int bytes(Context context, int status, String contentType, byte[] body)
      throws IOException {
    var response = context.res();
    response.setStatus(status);
    response.setContentType(contentType);
    response.setContentLength(body.length);
    if (body.length > 0) {
      response.getOutputStream().write(body);
    }
    return status;
  }

  /**
   * Says that the connection is closed after the response when the request is not read to its end:
   * its sender would lose the next request.
   */
  static void closeIfUnread(Context context) throws IOException {
    var request = context.req();
    if ((request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null)
        && !request.getInputStream().isFinished()) {
      context.header(Header.CONNECTION, "close");
    }
  }
}
