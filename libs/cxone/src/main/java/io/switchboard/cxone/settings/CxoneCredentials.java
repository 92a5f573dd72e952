package io.switchboard.cxone.settings;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant gives to get tokens with.
 *
 * @param issuer {@code CXONE_ISSUER}: the host of tokens, without a slash at the end; null for the
 *     profile's
 * @param clientId {@code CXONE_CLIENT_ID}: the registered application; null for the access-key way
 * @param clientSecret {@code CXONE_CLIENT_SECRET}
 * @param accessKeyId {@code CXONE_ACCESS_KEY_ID}; null where the profile needs none
 * @param accessKeySecret {@code CXONE_ACCESS_KEY_SECRET}
 */
public record CxoneCredentials(
    @Nullable URI issuer,
    @Nullable String clientId,
    @Nullable Secret clientSecret,
    @Nullable String accessKeyId,
    @Nullable Secret accessKeySecret) {

  /** A client of OAuth 2.0 client credentials. */
  public static CxoneCredentials ofClient(String id, Secret secret) {
    return new CxoneCredentials(null, id, secret, null, null);
  }

  @Override
  public String toString() {
    return "CxoneCredentials[***]";
  }
}
