package io.switchboard.cxone.profile;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How a token is got, and how the address of the API is found with it.
 *
 * @param request the token request
 * @param alternative the token request of a tenant that has no registered application; null for
 *     none
 * @param discovery null when the address of the API is configured
 */
public record Auth(
    TokenRequest request, @Nullable TokenRequest alternative, @Nullable Discovery discovery) {

  /** What a token request proves with. */
  public enum Grant {
    /** OAuth 2.0 client credentials in the body. */
    CLIENT_CREDENTIALS("clientCredentials"),
    /** OAuth 2.0 password grant: an access key as user, the application by HTTP Basic. */
    PASSWORD("password"),
    /** An access key as JSON, without an application. */
    ACCESS_KEY_JSON("accessKeyJson");

    private final String key;

    Grant(String key) {
      this.key = key;
    }

    /** Its name in a profile's file. */
    public String key() {
      return key;
    }

    /** Whether it needs an access key. */
    public boolean needsAccessKey() {
      return this != CLIENT_CREDENTIALS;
    }
  }

  /**
   * A token request.
   *
   * @param issuer the host of tokens; null when tokens are at the base of the API
   * @param json whether the body is JSON, or else a form
   */
  public record TokenRequest(Grant grant, @Nullable URI issuer, String path, boolean json) {}

  /**
   * The base of the API is in a document of the token's issuer.
   *
   * @param claim the token's claim that names the tenant, also the query parameter of the document
   * @param path of the document at the issuer
   * @param base the field of the document that holds the base of the API
   */
  public record Discovery(String claim, String path, String base) {}

  /** The same with another path and format of token requests. */
  Auth withTokenRequests(@Nullable String path, @Nullable Boolean json) {
    return new Auth(
        changed(request, path, json),
        alternative == null ? null : changed(alternative, path, json),
        discovery);
  }

  private static TokenRequest changed(
      TokenRequest request, @Nullable String path, @Nullable Boolean json) {
    return new TokenRequest(
        request.grant(),
        request.issuer(),
        path == null ? request.path() : path,
        json == null ? request.json() : json);
  }
}
