package io.switchboard.ingress.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may send and who may read. With nothing configured everything is open, and the server listens
 * on loopback only.
 *
 * @param header what CXone sends along, or null
 * @param keys who may read, or null
 */
public record Authentication(@Nullable StaticHeader header, @Nullable ApiKeys keys) {
  /** Nothing configured. */
  public static final Authentication OPEN = new Authentication(null, null);

  private static final String BEARER = "Bearer ";

  /** Whether nothing is configured, so that only loopback may be served. */
  public boolean open() {
    return header == null && keys == null;
  }

  Admission admit(Route route, HttpServletRequest request) {
    if (open()) {
      return new Admission.Admitted(Sender.LOOPBACK);
    }
    return switch (route.access()) {
      case SENDER -> sender(request);
      case READER -> reader(request);
    };
  }

  private Admission sender(HttpServletRequest request) {
    if (header == null) {
      return new Admission.Denied("no sender authentication is configured here");
    }
    var value = request.getHeader(header.name());
    return value != null && header.matches(value)
        ? new Admission.Admitted(new Sender("header", header.name()))
        : new Admission.Denied("the secret header is missing or wrong");
  }

  private Admission reader(HttpServletRequest request) {
    if (keys == null) {
      return new Admission.Denied("no API key is configured here");
    }
    return key(request)
        .flatMap(keys::holder)
        .<Admission>map(Admission.Admitted::new)
        .orElseGet(() -> new Admission.Denied("X-API-Key (or a Bearer token) is missing or wrong"));
  }

  private static Optional<String> key(HttpServletRequest request) {
    var key = request.getHeader("X-API-Key");
    if (key != null) {
      return Optional.of(key);
    }
    return Optional.ofNullable(request.getHeader("Authorization"))
        .filter(text -> text.regionMatches(true, 0, BEARER, 0, BEARER.length()))
        .map(text -> text.substring(BEARER.length()).strip());
  }
}
