package io.switchboard.tenant.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/**
 * One request for the tenant's endpoints.
 *
 * @param path without the query
 * @param query parameters of the query, decoded; of a repeated one the first
 * @param parameters of the path, for example {@code id}
 * @param headers by lower-case name
 */
public record TenantRequest(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> parameters,
    Map<String, String> headers,
    String body) {

  /** The body as JSON; throws {@link BadRequestException} when it is not JSON. */
  public JsonNode json() {
    return TenantJson.read(body);
  }

  /** A parameter of the path. */
  public String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }

  /** A header, empty when absent. */
  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** A parameter of the query, if it is not empty. */
  public Optional<String> queryParameter(String name) {
    return Optional.ofNullable(query.get(name)).filter(value -> !value.isBlank());
  }
}
