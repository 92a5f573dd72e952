package io.switchboard.tenant.nice.issuer;

import io.switchboard.tenant.TenantOptions;
import io.switchboard.tenant.api.IssuedTokens;
import io.switchboard.tenant.api.SentCredentials;
import io.switchboard.tenant.fault.ActiveFaults;
import io.switchboard.tenant.http.RefusedException;
import io.switchboard.tenant.http.TenantRequest;
import io.switchboard.tenant.http.TenantResponse;
import io.switchboard.tenant.nice.NiceOptions;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The token endpoint: an application in HTTP Basic with the password or refresh_token grant, or an
 * access key alone in JSON.
 */
public final class TokenGrants {
  /** The grants that discovery names; client credentials are not among them. */
  static final List<String> GRANTS =
      List.of(
          "authorization_code",
          "password",
          "refresh_token",
          "urn:ietf:params:oauth:grant-type:token-exchange");

  private static final String BASIC = "Basic ";

  private final TenantOptions application;
  private final NiceOptions options;
  private final Supplier<URI> issuer;
  private final IssuedTokens tokens;
  private final ActiveFaults faults;
  private final IdToken idToken = new IdToken();
  private final Set<String> refreshTokens = ConcurrentHashMap.newKeySet();

  public TokenGrants(
      TenantOptions application,
      NiceOptions options,
      Supplier<URI> issuer,
      IssuedTokens tokens,
      ActiveFaults faults) {
    this.application = application;
    this.options = options;
    this.issuer = issuer;
    this.tokens = tokens;
    this.faults = faults;
  }

  /** POST /auth/token, a form. */
  public TenantResponse token(TenantRequest request) {
    var client = client(request);
    var fields = SentCredentials.fields(request);
    var grant = fields.getOrDefault("grant_type", "");
    switch (grant) {
      case "password" -> checkAccessKey(fields.get("username"), fields.get("password"));
      case "refresh_token" -> checkRefreshToken(fields.getOrDefault("refresh_token", ""));
      default ->
          throw new RefusedException(
              400, "unsupported_grant_type", "The grant type is not supported: " + grant);
    }
    return issue(client);
  }

  /** POST /authentication/v1/token/access-key, JSON. */
  public TenantResponse accessKey(TenantRequest request) {
    var body = request.json();
    checkAccessKey(
        body.path("accessKeyId").asText(null), body.path("accessKeySecret").asText(null));
    return issue("access-key");
  }

  private String client(TenantRequest request) {
    var authorization = request.header("authorization");
    var sent =
        authorization.startsWith(BASIC)
            ? SentCredentials.basic(authorization.substring(BASIC.length()))
            : Map.<String, String>of();
    var id = sent.getOrDefault("client_id", "");
    if (faults.nice().invalidClient()
        || id.isEmpty()
        || !accepts(application.clientId(), id)
        || !accepts(application.clientSecret(), sent.getOrDefault("client_secret", ""))) {
      throw new RefusedException(401, "invalid_client", "Client authentication failed");
    }
    return id;
  }

  private void checkAccessKey(@Nullable String id, @Nullable String secret) {
    if (id == null
        || secret == null
        || !accepts(options.accessKeyId(), id)
        || !accepts(options.accessKeySecret(), secret)) {
      throw new RefusedException(401, "invalid_grant", "The access key is not valid");
    }
  }

  private void checkRefreshToken(String token) {
    if (!refreshTokens.remove(token)) {
      throw new RefusedException(400, "invalid_grant", "The refresh token is not valid");
    }
  }

  private static boolean accepts(@Nullable String only, String sent) {
    return only == null || only.equals(sent);
  }

  private TenantResponse issue(String client) {
    var life = faults.tokenLife();
    var expiresIn = faults.plan().expiresIn();
    var refreshToken = UUID.randomUUID().toString();
    refreshTokens.add(refreshToken);
    var body = new LinkedHashMap<String, Object>();
    body.put("access_token", tokens.issue(life));
    body.put("token_type", "Bearer");
    body.put("expires_in", expiresIn == null ? life.toSeconds() : expiresIn);
    body.put("refresh_token", refreshToken);
    body.put(
        "id_token",
        idToken.of(issuer.get().toString(), client, options.tenantId(), Instant.now(), life));
    return TenantResponse.of(200, body);
  }
}
