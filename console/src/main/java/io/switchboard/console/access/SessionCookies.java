package io.switchboard.console.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Sessions in signed cookies: no store, so that any instance with the same key serves them. A
 * session ends {@link #LIFETIME} after the login and {@link #IDLE} after the last request.
 */
public final class SessionCookies {
  /** The longest that one login lasts. */
  public static final Duration LIFETIME = Duration.ofHours(12);

  /** The longest pause between two requests of a session. */
  public static final Duration IDLE = Duration.ofHours(1);

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final int MAX_REVOKED = 100_000;

  private final byte[] key;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /** Sessions that were logged out before they expired. */
  private final Cache<String, Boolean> revoked =
      Caffeine.newBuilder().maximumSize(MAX_REVOKED).expireAfterWrite(LIFETIME).build();

  /**
   * One session.
   *
   * @param id random; the CSRF token is derived from it
   * @param name whose it is; empty before a login
   */
  public record Session(String id, String name, Instant began, Instant seen) {}

  public SessionCookies(byte[] key, Clock clock) {
    this.key = key.clone();
    this.clock = clock;
  }

  /** A key for this process alone: sessions end when it does. */
  public static byte[] newKey() {
    var key = new byte[32];
    new SecureRandom().nextBytes(key);
    return key;
  }

  /** A new session. */
  public Session begin(String name) {
    var id = new byte[16];
    random.nextBytes(id);
    var now = clock.instant();
    return new Session(HexFormat.of().formatHex(id), name, now, now);
  }

  /** The same session with a new time of its last request. */
  public Session touch(Session session) {
    return new Session(session.id(), session.name(), session.began(), clock.instant());
  }

  /** Ends a session on this instance. */
  public void revoke(Session session) {
    revoked.put(session.id(), true);
  }

  /** The cookie's value. */
  public String write(Session session) {
    var content =
        session.id()
            + "."
            + BASE64.encodeToString(session.name().getBytes(StandardCharsets.UTF_8))
            + "."
            + session.began().getEpochSecond()
            + "."
            + session.seen().getEpochSecond();
    return content + "." + sign("session", content);
  }

  /** Reads a cookie; nothing for one that is forged, expired or logged out. */
  public Optional<Session> read(@Nullable String cookie) {
    if (cookie == null || cookie.length() > 1_000) {
      return Optional.empty();
    }
    var parts = cookie.split("\\.", -1);
    if (parts.length != 5) {
      return Optional.empty();
    }
    var content = cookie.substring(0, cookie.lastIndexOf('.'));
    if (!equal(parts[4], sign("session", content))) {
      return Optional.empty();
    }
    var name = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    var session =
        new Session(parts[0], name, second(parts[2]), second(parts[3])); // signed, so readable
    return isLive(session) ? Optional.of(session) : Optional.empty();
  }

  /** Whether a session has neither expired nor been logged out. */
  public boolean isLive(Session session) {
    var now = clock.instant();
    return now.isBefore(session.began().plus(LIFETIME))
        && now.isBefore(session.seen().plus(IDLE))
        && revoked.getIfPresent(session.id()) == null;
  }

  /** What every form of this session carries. */
  public String csrfToken(Session session) {
    return sign("csrf", session.id());
  }

  /** Whether a form came from a page of this session. */
  public boolean isCsrfToken(Session session, @Nullable String token) {
    return token != null && equal(token, csrfToken(session));
  }

  private static Instant second(String text) {
    return Instant.ofEpochSecond(Long.parseLong(text));
  }

  private static boolean equal(String left, String right) {
    return MessageDigest.isEqual(
        left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
  }

  private String sign(String purpose, String content) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update((purpose + "\n").getBytes(StandardCharsets.UTF_8));
      return BASE64.encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
