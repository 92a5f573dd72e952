package io.switchboard.tenant.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The response to a request.
 *
 * @param body written as JSON; without a body when null
 */
public record TenantResponse(int status, @Nullable Object body, Map<String, String> headers) {
  /** 204 without a body. */
  public static final TenantResponse NO_CONTENT = new TenantResponse(204, null, Map.of());

  public static TenantResponse of(int status, Object body) {
    return new TenantResponse(status, body, Map.of());
  }

  public static TenantResponse error(int status, String error) {
    return of(status, Map.of("error", error));
  }

  /** This response with other headers. */
  public TenantResponse withHeaders(Map<String, String> other) {
    return new TenantResponse(status, body, other);
  }
}
