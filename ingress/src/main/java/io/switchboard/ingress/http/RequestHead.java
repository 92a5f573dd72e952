package io.switchboard.ingress.http;

import io.javalin.http.Context;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.ingress.authentication.Credentials;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** What a request says before its body, and what Jetty knows of its connection. */
final class RequestHead {
  private static final Pattern TURN = Pattern.compile("(?:^|&)turn=(\\d{1,6})(?:&|$)");
  private static final int MAX_IDENTITY = 200;
  private final Context context;
  private final Request request;

  RequestHead(Context context) {
    this.context = context;
    this.request = ServletContextRequest.getServletContextRequest(context.req());
  }

  /** When its first byte was read, by {@link System#nanoTime}. */
  long began() {
    return request.getBeginNanoTime();
  }

  /** Whether it is the first on its connection. */
  boolean isFirstOnConnection() {
    return request.getConnectionMetaData().getConnection().getMessagesIn() <= 1;
  }

  /** Keeps the connection open for so long between two requests. */
  void keepAlive(Duration idle) {
    var endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
    if (endPoint.getIdleTimeout() != idle.toMillis()) {
      endPoint.setIdleTimeout(idle.toMillis());
    }
  }

  /** What the sender authenticates itself with. */
  Credentials credentials() {
    return new Credentials(request.getHeaders()::getValuesList, certificate());
  }

  /** The subject of the client certificate; the TLS port has checked it against our authority. */
  private @Nullable String certificate() {
    return context.req().isSecure()
            && context.req().getAttribute(ServletContextRequest.PEER_CERTIFICATES)
                instanceof X509Certificate[] chain
            && chain.length > 0
        ? chain[0].getSubjectX500Principal().getName()
        : null;
  }

  @Nullable String header(String name) {
    return context.header(name);
  }

  /** The sender's own identity of the event: printable, and short enough for a record's header. */
  Optional<String> identity() {
    return Optional.ofNullable(header("webhook-id"))
        .or(() -> Optional.ofNullable(header("Idempotency-Key")))
        .filter(id -> id.length() <= MAX_IDENTITY && id.chars().allMatch(c -> c > ' ' && c <= '~'))
        .filter(id -> !id.isEmpty());
  }

  /** The sender's W3C trace context, or a new one. */
  String traceparent() {
    var sent = header("traceparent");
    return sent != null && EventHeaders.isTraceparent(sent) ? sent : EventHeaders.newTraceparent();
  }

  /** The query's {@code turn}, when it is a number. Javalin's own reader fails on odd charsets. */
  @Nullable Integer turn() {
    var query = context.queryString();
    if (query == null) {
      return null;
    }
    var found = TURN.matcher(query);
    return found.find() ? Integer.valueOf(found.group(1)) : null;
  }
}
