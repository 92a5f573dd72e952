package io.switchboard.cxone.settings;

import io.switchboard.cxone.profile.Auth;
import io.switchboard.cxone.profile.CxoneProfile;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one CXone tenant.
 *
 * @param baseUrl {@code CXONE_BASE_URL}: of the REST API, without a slash at the end; null when it
 *     is discovered with the token
 * @param voiceUrl of the voice socket; null for none
 * @param credentials to get tokens with
 * @param values values of the tenant that paths and bodies use
 * @param rateLimit requests in any sliding second, tokens and retries included
 * @param http1 HTTP/1.1 only, for gateways that require it
 */
public record CxoneSettings(
    @Nullable URI baseUrl,
    @Nullable URI voiceUrl,
    CxoneCredentials credentials,
    TenantValues values,
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
   * Reads the variables {@code CXONE_…} that docs/settings.md lists under CXone. Empty when there
   * is no tenant: {@code CXONE_BASE_URL} is unset, and {@code CXONE_ACCESS_KEY_ID} too where the
   * profile discovers the base.
   *
   * @param text the value of a variable, secrets from files included
   */
  public static Optional<CxoneSettings> read(
      Function<String, Optional<String>> text, Problems problems) {
    return new CxoneVariables(text, problems).settings();
  }

  /** The token request: the profile's, or its alternative when no application is registered. */
  public Auth.TokenRequest tokenRequest() {
    var alternative = profile.auth().alternative();
    return credentials.clientId() == null && alternative != null
        ? alternative
        : profile.auth().request();
  }

  /**
   * The host of tokens: {@code CXONE_ISSUER}, else the profile's, else the base of the API.
   *
   * @throws IllegalStateException when there is none, which {@link #read} does not allow
   */
  public URI issuer() {
    var issuer = credentials.issuer() == null ? tokenRequest().issuer() : credentials.issuer();
    var host = issuer == null ? baseUrl : issuer;
    if (host == null) {
      throw new IllegalStateException("neither an issuer nor a base URL");
    }
    return host;
  }

  /** These settings with another rate limit. */
  public CxoneSettings withRateLimit(int requestsPerSecond) {
    return new CxoneSettings(
        baseUrl,
        voiceUrl,
        credentials,
        values,
        profile,
        requestsPerSecond,
        http1,
        connectTimeout,
        requestTimeout);
  }

  /** These settings with other values. */
  public CxoneSettings withValues(TenantValues others) {
    return new CxoneSettings(
        baseUrl,
        voiceUrl,
        credentials,
        others,
        profile,
        rateLimit,
        http1,
        connectTimeout,
        requestTimeout);
  }

  @Override
  public String toString() {
    var base = baseUrl == null ? "discovered at " + issuer() : baseUrl.toString();
    return "CxoneSettings[" + base + ", profile " + profile.name() + "]";
  }
}
