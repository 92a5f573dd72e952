package io.switchboard.ingress.http;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint.SslSessionData;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** One request on the wire, and its answer: what the door needs of the HTTP server. */
final class Exchange {
  private static final Pattern TURN = Pattern.compile("(?:^|&)turn=(\\d{1,6})(?:&|$)");
  private final Request request;
  private final Response response;
  private final Callback callback;
  private final @Nullable String parameter;
  private final long arrived = Arrival.ofRequest();
  private boolean bodyIsRead;

  /**
   * @param parameter the path's parameter, decoded
   */
  Exchange(Request request, Response response, Callback callback, @Nullable String parameter) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.parameter = parameter;
  }

  /** The first value of a header. */
  @Nullable String header(String name) {
    return request.getHeaders().get(name);
  }

  /** The values of all lines of a header. */
  List<String> headers(String name) {
    return request.getHeaders().getValuesList(name);
  }

  @Nullable String header(HttpHeader header) {
    return request.getHeaders().get(header);
  }

  /** When it came, by {@link System#nanoTime}. */
  long arrived() {
    return arrived;
  }

  /** Whether it is the first on its connection. */
  boolean isFirst() {
    return request.getConnectionMetaData().getConnection().getMessagesIn() <= 1;
  }

  /** Bytes of the body as announced, -1 when they are not. */
  long length() {
    return request.getLength();
  }

  /** The body; reading it waits. */
  InputStream body() {
    return Content.Source.asInputStream(request);
  }

  /** The body has been read to its end. */
  void bodyIsRead() {
    bodyIsRead = true;
  }

  /** The path's parameter, decoded. */
  @Nullable String parameter() {
    return parameter;
  }

  /** The query's {@code turn}, when it is a number. */
  @Nullable Integer turn() {
    var query = request.getHttpURI().getQuery();
    if (query == null) {
      return null;
    }
    var found = TURN.matcher(query);
    return found.find() ? Integer.valueOf(found.group(1)) : null;
  }

  /**
   * The subject of the certificate that a sender presented; the TLS port has checked it against our
   * authority.
   */
  @Nullable String certificate() {
    if (!request.isSecure()
        || !(request.getAttribute(SslSessionData.ATTRIBUTE) instanceof SslSessionData session)) {
      return null;
    }
    var chain = session.peerCertificates();
    return chain == null || chain.length == 0 ? null : chain[0].getSubjectX500Principal().getName();
  }

  /** A header of the answer. */
  void answer(HttpHeader header, String value) {
    response.getHeaders().put(header, value);
  }

  void answer(HttpField field) {
    response.getHeaders().put(field);
  }

  /**
   * The whole answer. A connection on which a body is left unread is closed after it, and the
   * answer has to say so: a sender that went on with it would lose its next request.
   */
  void answer(int status, String contentType, byte[] body) {
    response.setStatus(status);
    if (!bodyIsRead && announcesBody()) {
      answer(HttpHeader.CONNECTION, "close");
    }
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  private boolean announcesBody() {
    var headers = request.getHeaders();
    return headers.getLongField(HttpHeader.CONTENT_LENGTH) > 0
        || headers.contains(HttpHeader.TRANSFER_ENCODING);
  }
}
