package io.switchboard.tenant.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * One request for the tenant's endpoints.
 *
 * @param path without the query
 * @param parameters of the path, for example {@code id}
 * @param contentType lower case, empty when absent
 */
public record TenantRequest(
    String method, String path, Map<String, String> parameters, String contentType, String body) {

  /** The body as JSON; throws {@link BadRequestException} when it is not JSON. */
  public JsonNode json() {
    return TenantJson.read(body);
  }

  public String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }
}
