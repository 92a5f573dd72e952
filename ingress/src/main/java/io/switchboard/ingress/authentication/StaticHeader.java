package io.switchboard.ingress.authentication;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * A header whose secret value authenticates the sender: {@code WEBHOOK_HEADER}.
 *
 * @param name for example X-Webhook-Token
 */
public record StaticHeader(String name, String secret) {

  /** Reads {@code Name: value}; throws IllegalArgumentException without quoting the value. */
  public static StaticHeader parse(String text) {
    var colon = text.indexOf(':');
    var name = colon < 0 ? "" : text.substring(0, colon).strip();
    var secret = colon < 0 ? "" : text.substring(colon + 1).strip();
    if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+") || secret.isEmpty()) {
      throw new IllegalArgumentException("must be a header name, a colon and a value");
    }
    if (!secret.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw new IllegalArgumentException("must contain printable ASCII characters only");
    }
    return new StaticHeader(name, secret);
  }

  boolean matches(@Nullable String value) {
    return value != null
        && MessageDigest.isEqual(
            value.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "StaticHeader[" + name + "]";
  }
}
