package io.switchboard.cxone.token;

import io.switchboard.cxone.http.JsonBodies;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The claims of a JWT that are single values. The signature is not verified: the token came from
 * its issuer over TLS, and no right is derived from it (OpenID Connect Core, 3.1.3.7).
 *
 * @param values by name
 */
public record TokenClaims(Map<String, String> values) {
  private static final TokenClaims NONE = new TokenClaims(Map.of());

  /** The claims of a token; none when it is not a JWT. */
  static TokenClaims of(String token) {
    var parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return NONE;
    }
    try {
      var values = new LinkedHashMap<String, String>();
      JsonBodies.json(Base64.getUrlDecoder().decode(parts[1]))
          .properties()
          .forEach(
              claim -> {
                if (claim.getValue().isValueNode() && !claim.getValue().isNull()) {
                  values.put(claim.getKey(), claim.getValue().asText());
                }
              });
      return new TokenClaims(Map.copyOf(values));
    } catch (IllegalArgumentException _) {
      return NONE; // not base64: an opaque token with two dots
    }
  }

  /** The value of a claim. */
  public Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
  }

  /** The names only. */
  @Override
  public String toString() {
    return "TokenClaims" + values.keySet();
  }
}
