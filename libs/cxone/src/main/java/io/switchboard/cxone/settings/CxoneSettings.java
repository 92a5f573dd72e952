package io.switchboard.cxone.settings;

import io.switchboard.cxone.profile.CxoneProfile;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one CXone tenant.
 *
 * @param baseUrl of the REST API, without a slash at the end
 * @param voiceUrl of the voice socket; null for none
 * @param tenant the tenant's name, for profiles that put it into a path
 * @param rateLimit requests in any sliding second, tokens and retries included
 * @param http1 HTTP/1.1 only, for gateways that require it
 */
public record CxoneSettings(
    URI baseUrl,
    @Nullable URI voiceUrl,
    String clientId,
    Secret clientSecret,
    @Nullable String tenant,
    CxoneProfile profile,
    int rateLimit,
    boolean http1,
    Duration connectTimeout,
    Duration requestTimeout) {

  /** Receives each wrong setting: its name, the problem, and an example of a valid value. */
  @FunctionalInterface
  public interface Problems {
    void add(String name, String what, String example);
  }

  /**
   * Reads {@code CXONE_BASE_URL CXONE_VOICE_URL CXONE_CLIENT_ID CXONE_CLIENT_SECRET CXONE_TENANT
   * CXONE_PROFILE CXONE_RATE_LIMIT CXONE_TOKEN_PATH CXONE_TOKEN_FORMAT CXONE_HTTP_VERSION
   * CXONE_CONNECT_TIMEOUT_MS CXONE_REQUEST_TIMEOUT_MS}. Empty when {@code CXONE_BASE_URL} is unset:
   * there is no tenant.
   *
   * @param text the value of a variable, secrets from files included
   */
  public static Optional<CxoneSettings> read(
      Function<String, Optional<String>> text, Problems problems) {
    var from = new CxoneVariables(text, problems);
    var base = from.url("CXONE_BASE_URL", "https://api.example.com", "http", "https");
    if (base.isEmpty()) {
      return Optional.empty();
    }
    var http1 = from.word("CXONE_HTTP_VERSION", isPlain(base.get()) ? "1.1" : "2", "1.1", "2");
    return Optional.of(
        new CxoneSettings(
            base.get(),
            from.url(
                    "CXONE_VOICE_URL",
                    "wss://voice.example.com/api/v2/voice/websocket",
                    "ws",
                    "wss")
                .orElse(null),
            from.required("CXONE_CLIENT_ID", "my-client"),
            new Secret(from.required("CXONE_CLIENT_SECRET", "...")),
            text.apply("CXONE_TENANT").orElse(null),
            from.profile(),
            from.number("CXONE_RATE_LIMIT", 100, 1, 10_000),
            http1.equals("1.1"),
            Duration.ofMillis(from.number("CXONE_CONNECT_TIMEOUT_MS", 5_000, 50, 60_000)),
            Duration.ofMillis(from.number("CXONE_REQUEST_TIMEOUT_MS", 10_000, 50, 120_000))));
  }

  private static boolean isPlain(URI url) {
    return "http".equals(url.getScheme());
  }

  /** These settings with another rate limit. */
  public CxoneSettings withRateLimit(int requestsPerSecond) {
    return new CxoneSettings(
        baseUrl,
        voiceUrl,
        clientId,
        clientSecret,
        tenant,
        profile,
        requestsPerSecond,
        http1,
        connectTimeout,
        requestTimeout);
  }

  @Override
  public String toString() {
    return "CxoneSettings[" + baseUrl + ", profile " + profile.name() + "]";
  }
}
