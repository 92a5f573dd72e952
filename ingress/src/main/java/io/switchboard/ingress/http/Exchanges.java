package io.switchboard.ingress.http;

import java.io.IOException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands every request to its page, on a virtual thread of its own; whatever fails is answered. */
final class Exchanges extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(Exchanges.class);
  private final Paths paths;

  Exchanges(Paths paths) {
    this.paths = paths;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    var path = request.getHttpURI().getCanonicalPath(); // null for CONNECT
    switch (paths.find(request.getMethod(), path == null ? "" : path)) {
      case Paths.Here(var page, var parameter) ->
          answer(new Exchange(request, response, callback, parameter), page);
      case Paths.OtherMethods(var allowed) -> {
        response.getHeaders().put(HttpHeader.ALLOW, String.join(", ", allowed));
        write(new Exchange(request, response, callback, null), Problem.methodNotAllowed());
      }
      case Paths.Nowhere _ ->
          write(new Exchange(request, response, callback, null), Problem.notFound());
    }
    return true;
  }

  private static void answer(Exchange exchange, Paths.Page page) {
    try {
      page.answer(exchange);
    } catch (IOException e) {
      LOG.debug("a sender went away", e);
      refuse(exchange, e.getCause() instanceof HttpException reason ? reason.getCode() : 408);
    } catch (RuntimeException e) {
      if (e instanceof HttpException reason) {
        refuse(exchange, reason.getCode());
      } else {
        LOG.error("a request failed", e);
        write(exchange, Problem.internal());
      }
    }
  }

  /** What is left of the body would be taken for the next request: the connection is closed. */
  private static void refuse(Exchange exchange, int status) {
    exchange.answer(HttpHeader.CONNECTION, "close");
    write(
        exchange,
        status == 408
            ? Problem.of(408, "Request Timeout", "the body did not come in time")
            : Problem.of(400, "Bad Request", "the body is not what its head announced"));
  }

  private static void write(Exchange exchange, Problem problem) {
    var _ = AnswerWriter.write(exchange, new Answer.Refusal(problem));
  }
}
