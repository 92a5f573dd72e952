package io.switchboard.ingress.http;

import io.switchboard.ingress.request.Problem;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Problem details for what the server refuses before any route is asked, too. */
final class ProblemErrorHandler extends ErrorHandler {
  private final RequestMetrics metrics;

  ProblemErrorHandler(RequestMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    var status = response.getStatus();
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
    response.getHeaders().put(HttpHeader.CONNECTION, "close"); // what follows is no request either
    metrics.record(RequestMetrics.MALFORMED, status, request.getBeginNanoTime());
    var cause = request.getAttribute(ERROR_EXCEPTION);
    var detail = cause instanceof RequestRules.Violation rule ? rule.detail() : detail(status);
    response.write(true, ByteBuffer.wrap(json(status, detail)), callback);
    return true;
  }

  @Override
  @SuppressWarnings("removal") // Jetty 12.1 calls nothing else for a request that it cannot read
  public ByteBuffer badMessageError(int status, String reason, HttpFields.Mutable fields) {
    fields.put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
    metrics.record(RequestMetrics.MALFORMED, status, System.nanoTime());
    return ByteBuffer.wrap(json(status, detail(status)));
  }

  private static byte[] json(int status, String detail) {
    return Problem.of(status, HttpStatus.getMessage(status), detail).json();
  }

  private static String detail(int status) {
    return switch (status) {
      case HttpStatus.UPGRADE_REQUIRED_426, HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505 ->
          "only HTTP/1.1 is spoken here; configure the client for HTTP/1.1 instead of HTTP/2";
      case HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 ->
          "the request line and headers may have 8 KiB together; send fewer or shorter headers";
      default -> "this is not a request we can read";
    };
  }
}
