package io.switchboard.ingress.authentication;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The user and password of HTTP Basic: {@code WEBHOOK_BASIC}. */
public final class BasicCredentials {
  private static final String SCHEME = "Basic ";
  private final String user;
  private final byte[] expected;

  private BasicCredentials(String user, byte[] expected) {
    this.user = user;
    this.expected = expected;
  }

  /** Reads {@code user:password}; throws IllegalArgumentException without quoting it. */
  public static BasicCredentials parse(String text) {
    var colon = text.indexOf(':');
    if (colon < 1 || colon == text.length() - 1) {
      throw new IllegalArgumentException("must be a user, a colon and a password");
    }
    return new BasicCredentials(text.substring(0, colon), text.getBytes(StandardCharsets.UTF_8));
  }

  String user() {
    return user;
  }

  boolean matches(@Nullable String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return false;
    }
    try {
      var sent = Base64.getDecoder().decode(authorization.substring(SCHEME.length()).strip());
      return MessageDigest.isEqual(sent, expected);
    } catch (IllegalArgumentException _) {
      return false; // not base64: not the password either
    }
  }

  @Override
  public String toString() {
    return "BasicCredentials[" + user + "]";
  }
}
