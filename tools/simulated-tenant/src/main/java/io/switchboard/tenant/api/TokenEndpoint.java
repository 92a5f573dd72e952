package io.switchboard.tenant.api;

import io.switchboard.tenant.TenantOptions;
import io.switchboard.tenant.fault.ActiveFaults;
import io.switchboard.tenant.http.TenantRequest;
import io.switchboard.tenant.http.TenantResponse;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
    var fields = new HashMap<>(SentCredentials.fields(request));
    if (authorization != null && authorization.startsWith("Basic ")) {
      fields.putAll(SentCredentials.basic(authorization.substring("Basic ".length())));
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
}
