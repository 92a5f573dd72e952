package io.switchboard.tenant.api;

import io.switchboard.tenant.TenantOptions;
import io.switchboard.tenant.fault.ActiveFaults;
import io.switchboard.tenant.http.BadRequestException;
import io.switchboard.tenant.http.TenantRequest;
import io.switchboard.tenant.http.TenantResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The token endpoint for client credentials. The body may be a form or JSON; the client may be in
 * it or in HTTP Basic.
 */
public final class TokenEndpoint {
  private final TenantOptions options;
  private final IssuedTokens tokens;
  private final ActiveFaults faults;

  public TokenEndpoint(TenantOptions options, IssuedTokens tokens, ActiveFaults faults) {
    this.options = options;
    this.tokens = tokens;
    this.faults = faults;
  }

  public TenantResponse answer(TenantRequest request, @Nullable String authorization) {
    var fields = new HashMap<>(fields(request));
    if (authorization != null && authorization.startsWith("Basic ")) {
      fields.putAll(basic(authorization.substring("Basic ".length())));
    }
    if (!"client_credentials".equals(fields.get("grant_type"))) {
      return TenantResponse.error(400, "unsupported_grant_type");
    }
    var id = fields.getOrDefault("client_id", "");
    var secret = fields.getOrDefault("client_secret", "");
    if (id.isEmpty()
        || secret.isEmpty()
        || (options.clientId() != null && !options.clientId().equals(id))
        || (options.clientSecret() != null && !options.clientSecret().equals(secret))) {
      return TenantResponse.error(401, "invalid_client");
    }
    var life = faults.tokenLife();
    var expiresIn = faults.plan().expiresIn();
    var body = new LinkedHashMap<String, Object>();
    body.put("access_token", tokens.issue(life));
    body.put("token_type", "Bearer");
    body.put("expires_in", expiresIn == null ? life.toSeconds() : expiresIn);
    return TenantResponse.of(200, body);
  }

  /** The body without the secret's value, for the journal. */
  public static String withoutSecret(String body) {
    return body.replaceAll("(client_secret\"?\\s*[=:]\\s*\"?)[^&\"]+", "$1***");
  }

  private static Map<String, String> fields(TenantRequest request) {
    var fields = new HashMap<String, String>();
    if (request.contentType().startsWith("application/json")) {
      request
          .json()
          .properties()
          .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
      return fields;
    }
    for (var pair : request.body().split("&")) {
      var parts = pair.split("=", 2);
      if (parts.length == 2) {
        fields.put(decode(parts[0]), decode(parts[1]));
      }
    }
    return fields;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw new BadRequestException("not a form");
    }
  }

  private static Map<String, String> basic(String encoded) {
    try {
      var text = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      var parts = text.split(":", 2);
      return parts.length == 2
          ? Map.of("client_id", decode(parts[0]), "client_secret", decode(parts[1]))
          : Map.of();
    } catch (IllegalArgumentException _) {
      throw new BadRequestException("not Basic credentials");
    }
  }
}
