package io.switchboard.tenant.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The tenant's state: the current values, not the history. Contacts and interactions that were
 * changed longest ago are dropped first.
 */
public final class TenantMemory {
  private final Map<String, Map<String, JsonNode>> contacts;
  private final Map<String, Map<String, JsonNode>> interactions;
  private final Map<String, String> dataActions = new TreeMap<>();

  /** Remembers this many contacts and this many interactions. */
  public TenantMemory(int capacity) {
    contacts = new LastChanged(capacity);
    interactions = new LastChanged(capacity);
  }

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

  /** Drops the entry that was used longest ago when there is one too many. */
  private static final class LastChanged extends LinkedHashMap<String, Map<String, JsonNode>> {
    private static final long serialVersionUID = 1;

    private final int capacity;

    LastChanged(int capacity) {
      super(16, 0.75f, true);
      this.capacity = capacity;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Map<String, JsonNode>> eldest) {
      return size() > capacity;
    }
  }
}
