package io.switchboard.tenant.http;

import java.util.Map;

/**
 * The response to a request.
 *
 * @param body written as JSON
 */
public record TenantResponse(int status, Object body, Map<String, String> headers) {
  public static TenantResponse of(int status, Object body) {
    return new TenantResponse(status, body, Map.of());
  }

  public static TenantResponse error(int status, String error) {
    return of(status, Map.of("error", error));
  }
}
