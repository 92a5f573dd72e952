package io.switchboard.tenant.api;

import io.switchboard.tenant.http.BadRequestException;
import io.switchboard.tenant.http.TenantRequest;
import io.switchboard.tenant.http.TenantResponse;
import java.util.Map;

/** The REST endpoints that the pipeline uses. */
public final class CxoneEndpoints {
  private final TenantMemory memory;
  private final OutboundContacts outbound;

  public CxoneEndpoints(TenantMemory memory, OutboundContacts outbound) {
    this.memory = memory;
    this.outbound = outbound;
  }

  /** PATCH /api/v2/contacts/{id} with {@code {"custom":{…}}}. */
  public TenantResponse patchContact(TenantRequest request) {
    var custom = request.json().path("custom");
    if (!custom.isObject()) {
      throw new BadRequestException("custom is missing");
    }
    memory.patchContact(request.parameter("id"), custom);
    return TenantResponse.of(200, Map.of("id", request.parameter("id")));
  }

  /** POST /api/v2/interactions/{id}/variables with {@code [{"name","value"}]}. */
  public TenantResponse setVariables(TenantRequest request) {
    var variables = request.json();
    if (!variables.isArray()) {
      throw new BadRequestException("not an array");
    }
    for (var variable : variables) {
      if (!variable.path("name").isTextual() || !variable.has("value")) {
        throw new BadRequestException("a variable needs name and value");
      }
    }
    for (var variable : variables) {
      memory.setVariable(
          request.parameter("id"), variable.path("name").asText(), variable.path("value"));
    }
    return TenantResponse.of(200, Map.of("id", request.parameter("id")));
  }

  /** POST /api/v2/outbound/contacts: see {@link OutboundContacts}. */
  public TenantResponse postOutbound(TenantRequest request) {
    return outbound.post(request.json());
  }

  /** POST /api/v2/dataactions: 201, or 409 for a registered endpointUrl. */
  public TenantResponse registerDataAction(TenantRequest request) {
    var url = request.json().path("endpointUrl").asText("");
    if (url.isEmpty()) {
      throw new BadRequestException("endpointUrl is missing");
    }
    return memory
        .register(url)
        .map(id -> TenantResponse.of(201, Map.of("id", id, "endpointUrl", url)))
        .orElseGet(() -> TenantResponse.error(409, "endpointUrl is registered already"));
  }
}
