package io.switchboard.tenant.nice.issuer;

import io.switchboard.tenant.http.RefusedException;
import io.switchboard.tenant.http.TenantRequest;
import io.switchboard.tenant.http.TenantResponse;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;

/** Discovery: of the token endpoint, and of the API of a tenant. */
public final class IssuerEndpoints {
  private final Supplier<URI> issuer;
  private final Supplier<URI> api;
  private final String tenantId;

  /**
   * The endpoints.
   *
   * @param api where the tenant's API is now
   */
  public IssuerEndpoints(Supplier<URI> issuer, Supplier<URI> api, String tenantId) {
    this.issuer = issuer;
    this.api = api;
    this.tenantId = tenantId;
  }

  /** GET /.well-known/openid-configuration. */
  public TenantResponse openidConfiguration(TenantRequest request) {
    var body = new LinkedHashMap<String, Object>();
    body.put("issuer", issuer.get());
    body.put("authorization_endpoint", issuer.get().resolve("/auth/authorize"));
    body.put("token_endpoint", issuer.get().resolve("/auth/token"));
    body.put("token_endpoint_auth_methods_supported", List.of("client_secret_basic"));
    body.put("grant_types_supported", TokenGrants.GRANTS);
    return TenantResponse.of(200, body);
  }

  /** GET /.well-known/cxone-configuration?tenantId=…. */
  public TenantResponse cxoneConfiguration(TenantRequest request) {
    if (!request.queryParameter("tenantId").orElse("").equals(tenantId)) {
      throw new RefusedException(404, "not_found", "There is no such tenant");
    }
    var body = new LinkedHashMap<String, Object>();
    body.put("area", "na1");
    body.put("cluster", "c31");
    body.put("domain", "niceincontact.com");
    body.put("acdDomain", "nice-incontact.com");
    body.put("tenantId", tenantId);
    body.put("api_endpoint", api.get());
    body.put("auth_endpoint", issuer.get());
    body.put("ui_endpoint", issuer.get());
    return TenantResponse.of(200, body);
  }

  /** Any path of the API: its tokens are for another host. */
  public TenantResponse wrongHost(TenantRequest request) {
    throw new RefusedException(
        401, "invalid_token", "The token is for the host of the API, not for the issuer");
  }
}
