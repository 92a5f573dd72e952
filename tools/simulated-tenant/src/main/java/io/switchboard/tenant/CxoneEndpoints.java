package io.switchboard.tenant;

import java.util.Map;

/** The REST calls that the pipeline makes, as a tenant answers them. */
final class CxoneEndpoints {
  private final TenantMemory memory;
  private final OutboundContacts outbound;

  CxoneEndpoints(TenantMemory memory, OutboundContacts outbound) {
    this.memory = memory;
    this.outbound = outbound;
  }

  /** PATCH /api/v2/contacts/{id} with {@code {"custom":{…}}}. */
  Answer patchContact(Request request) {
    var custom = request.json().path("custom");
    if (!custom.isObject()) {
      throw new BadRequest("custom is missing");
    }
    memory.patchContact(request.parameter("id"), custom);
    return Answer.of(200, Map.of("id", request.parameter("id")));
  }

  /** POST /api/v2/interactions/{id}/variables with {@code [{"name","value"}]}. */
  Answer setVariables(Request request) {
    var variables = request.json();
    if (!variables.isArray()) {
      throw new BadRequest("not an array");
    }
    for (var variable : variables) {
      if (!variable.path("name").isTextual() || !variable.has("value")) {
        throw new BadRequest("a variable needs name and value");
      }
    }
    for (var variable : variables) {
      memory.setVariable(
          request.parameter("id"), variable.path("name").asText(), variable.path("value"));
    }
    return Answer.of(200, Map.of("id", request.parameter("id")));
  }

  /** POST /api/v2/outbound/contacts: see {@link OutboundContacts}. */
  Answer postOutbound(Request request) {
    return outbound.post(request.json());
  }

  /** POST /api/v2/dataactions: 201, or 409 for an endpointUrl that is registered already. */
  Answer registerDataAction(Request request) {
    var url = request.json().path("endpointUrl").asText("");
    if (url.isEmpty()) {
      throw new BadRequest("endpointUrl is missing");
    }
    return memory
        .register(url)
        .map(id -> Answer.of(201, Map.of("id", id, "endpointUrl", url)))
        .orElseGet(() -> Answer.error(409, "endpointUrl is registered already"));
  }
}
