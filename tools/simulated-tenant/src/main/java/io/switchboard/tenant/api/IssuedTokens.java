package io.switchboard.tenant.api;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The bearer tokens that the tenant issued. */
public final class IssuedTokens {
  private static final String BEARER = "Bearer ";
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Token> tokens = new HashMap<>();
  private long issued;

  public synchronized String issue(Duration life) {
    var now = Instant.now();
    tokens.values().removeIf(token -> token.expiresAt.isBefore(now));
    var bytes = new byte[24];
    random.nextBytes(bytes);
    var text = HexFormat.of().formatHex(bytes);
    tokens.put(text, new Token(now.plus(life)));
    issued++;
    return text;
  }

  /**
   * When the token of an Authorization header ends; empty when it is unknown, expired or was used
   * more than {@code maxUses} times (0: no limit). Counts as a use.
   */
  public synchronized Optional<Instant> use(@Nullable String authorization, int maxUses) {
    if (authorization == null || !authorization.startsWith(BEARER)) {
      return Optional.empty();
    }
    var token = tokens.get(authorization.substring(BEARER.length()));
    if (token == null || token.expiresAt.isBefore(Instant.now())) {
      return Optional.empty();
    }
    token.uses++;
    return maxUses > 0 && token.uses > maxUses ? Optional.empty() : Optional.of(token.expiresAt);
  }

  public synchronized void revokeAll() {
    tokens.clear();
  }

  public synchronized long issued() {
    return issued;
  }

  private static final class Token {
    final Instant expiresAt;
    int uses;

    Token(Instant expiresAt) {
      this.expiresAt = expiresAt;
    }
  }
}
