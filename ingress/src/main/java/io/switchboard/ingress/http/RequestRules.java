package io.switchboard.ingress.http;

import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * What Jetty lets pass and a request may not do here: use another transfer coding than chunked,
 * choose another method or ask for a WebSocket. Javalin takes the last two from headers, which are
 * removed. And the headers that every response has, encoded once.
 */
final class RequestRules implements HttpConfiguration.Customizer {
  private static final String UNKNOWN_TRANSFER_CODING =
      "the only accepted Transfer-Encoding is chunked in HTTP/1.1; send the body uncompressed";
  private static final HttpField NO_SNIFF =
      new PreEncodedHttpField("X-Content-Type-Options", "nosniff");
  private static final HttpField NO_STORE =
      new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");
  private static final String METHOD_OVERRIDE = "X-HTTP-Method-Override";

  @Override
  public Request customize(Request request, HttpFields.Mutable responseHeaders) {
    responseHeaders.add(NO_SNIFF).add(NO_STORE);
    if (hasUnknownTransferCoding(request)) {
      throw new Violation(UNKNOWN_TRANSFER_CODING);
    }
    var headers = request.getHeaders();
    return headers.contains(METHOD_OVERRIDE) || headers.contains(HttpHeader.SEC_WEBSOCKET_VERSION)
        ? new Plain(request)
        : request;
  }

  /**
   * Jetty removes chunks only: of {@code gzip, chunked} it leaves what is compressed. And HTTP/1.0
   * has no transfer codings: a proxy in front of us may see the body end elsewhere (RFC 9112, 6.1).
   */
  private static boolean hasUnknownTransferCoding(Request request) {
    if (!request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)) {
      return false;
    }
    var codings = request.getHeaders().getCSV(HttpHeader.TRANSFER_ENCODING, false);
    return request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_0
        || codings.size() != 1
        || !codings.getFirst().equalsIgnoreCase("chunked");
  }

  /** A rule that a request breaks; Jetty answers it 400. */
  @SuppressWarnings("removal") // Jetty 12.1 has no other exception that it answers so
  static final class Violation extends BadMessageException {
    private static final long serialVersionUID = 1;
    private final String detail;

    Violation(String detail) {
      super(detail);
      this.detail = detail;
    }

    /** What its sender has to do about it. */
    String detail() {
      return detail;
    }
  }

  private static final class Plain extends Request.Wrapper {
    private final HttpFields headers;

    Plain(Request request) {
      super(request);
      this.headers =
          HttpFields.build(request.getHeaders())
              .remove(METHOD_OVERRIDE)
              .remove(HttpHeader.SEC_WEBSOCKET_VERSION)
              .asImmutable();
    }

    @Override
    public HttpFields getHeaders() {
      return headers;
    }
  }
}
