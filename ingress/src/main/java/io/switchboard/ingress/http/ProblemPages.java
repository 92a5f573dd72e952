package io.switchboard.ingress.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Problem details for what the server refuses before any route is asked, too. */
final class ProblemPages extends ErrorHandler {
  private final RequestMeter meter;

  ProblemPages(RequestMeter meter) {
    this.meter = meter;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    var status = response.getStatus();
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
    meter.record(RequestMeter.UNREADABLE, status, request.getBeginNanoTime());
    response.write(true, ByteBuffer.wrap(json(status)), callback);
    return true;
  }

  @Override
  public ByteBuffer badMessageError(int status, String reason, HttpFields.Mutable fields) {
    fields.put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
    meter.record(RequestMeter.UNREADABLE, status, System.nanoTime());
    return ByteBuffer.wrap(json(status));
  }

  private static byte[] json(int status) {
    return Problem.of(status, HttpStatus.getMessage(status), "this is not a request we can read")
        .json();
  }
}
