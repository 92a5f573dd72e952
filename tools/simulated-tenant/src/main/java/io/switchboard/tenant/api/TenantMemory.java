package io.switchboard.tenant.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The tenant's state: the current values, not the history. */
public final class TenantMemory {
  private final Map<String, Map<String, JsonNode>> contacts = new TreeMap<>();
  private final Map<String, Map<String, JsonNode>> interactions = new TreeMap<>();
  private final Map<String, String> dataActions = new TreeMap<>();

  public synchronized void patchContact(String id, JsonNode custom) {
    var fields = contacts.computeIfAbsent(id, _ -> new LinkedHashMap<>());
    custom.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
  }

  public synchronized void setVariable(String interaction, String name, JsonNode value) {
    interactions.computeIfAbsent(interaction, _ -> new LinkedHashMap<>()).put(name, value);
  }

  /** The id of a new data action; empty when its endpoint is already registered. */
  public synchronized Optional<String> register(String endpointUrl) {
    if (dataActions.containsKey(endpointUrl)) {
      return Optional.empty();
    }
    var id = UUID.nameUUIDFromBytes(endpointUrl.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    dataActions.put(endpointUrl, id.toString());
    return Optional.of(id.toString());
  }

  /** The custom fields of every contact that was patched. */
  public synchronized Map<String, Map<String, JsonNode>> contacts() {
    var copy = new TreeMap<String, Map<String, JsonNode>>();
    contacts.forEach((id, fields) -> copy.put(id, new LinkedHashMap<>(fields)));
    return copy;
  }

  /** The variables of every interaction. */
  public synchronized Map<String, Map<String, JsonNode>> interactions() {
    var copy = new TreeMap<String, Map<String, JsonNode>>();
    interactions.forEach((id, variables) -> copy.put(id, new LinkedHashMap<>(variables)));
    return copy;
  }

  /** Registered data actions: endpoint URL to id. */
  public synchronized Map<String, String> dataActions() {
    return new TreeMap<>(dataActions);
  }

  public synchronized void clear() {
    contacts.clear();
    interactions.clear();
    dataActions.clear();
  }
}
