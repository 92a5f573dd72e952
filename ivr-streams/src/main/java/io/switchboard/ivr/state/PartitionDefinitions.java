package io.switchboard.ivr.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.contract.event.ivr.CallEvent.Activation;
import io.switchboard.ivr.definition.CheckedDefinition;
import io.switchboard.ivr.definition.DefinitionFile;
import io.switchboard.ivr.menu.MenuDefinition;
import io.switchboard.ivr.session.state.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The definitions of one partition: the active one, and those that calls are still pinned to.
 * Activations are records of the partition, so the definition of a new call depends on the log
 * alone. A partition without an activation uses the shipped definition and stores its body: the
 * shipped file of a newer version changes nothing for it.
 */
public final class PartitionDefinitions {
  private final KeyValueStore<String, StoredDefinition> store;
  private @Nullable String inForce;
  private final Map<String, MenuDefinition> parsed = new HashMap<>();

  PartitionDefinitions(KeyValueStore<String, StoredDefinition> store) {
    this.store = store;
  }

  /** The active definition; null before the partition's first call. */
  private @Nullable String activeHash() {
    if (inForce == null) {
      try (var all = store.all()) {
        while (inForce == null && all.hasNext()) {
          var entry = all.next();
          inForce = entry.value.supersededAt() == null ? entry.key : null;
        }
      }
    }
    return inForce;
  }

  /** The definition of a call that starts now. */
  public MenuDefinition inForce() {
    var hash = activeHash();
    if (hash == null) {
      var shipped = DefinitionFile.shipped();
      hash = shipped.hash();
      putInForce(hash, shipped.body(), null);
    }
    return pinned(hash);
  }

  /** The definition with this hash, for a call that started with it. */
  public MenuDefinition pinned(String hash) {
    return parsed.computeIfAbsent(
        hash,
        wanted -> {
          var stored = store.get(wanted);
          if (stored == null) {
            throw new IllegalStateException("the partition has lost definition " + wanted);
          }
          return DefinitionFile.stored(stored.body().toString(), wanted);
        });
  }

  /**
   * Activates a definition, unless one with a later activation time is active: two concurrent
   * activations end with the same menu in all partitions.
   *
   * @throws IllegalArgumentException before anything changes, when the record has no usable
   *     definition: it becomes a dead letter, and the active definition stays
   */
  void activate(Activation activation, Instant at) {
    var hash = activation.definition();
    var body = usableBody(activation);
    var before = activeHash();
    var current = before == null ? null : store.get(before);
    if (before != null && current != null) {
      if (!current.isReplacedBy(before, hash, activation.at())) {
        return;
      }
      if (!before.equals(hash)) {
        store.put(before, current.superseded(at));
      }
    }
    putInForce(hash, body, activation.at());
  }

  private JsonNode usableBody(Activation activation) {
    var body = activation.body();
    if (body == null) {
      var stored = store.get(activation.definition());
      if (stored == null) {
        throw new IllegalArgumentException(
            "an activation without a body names a definition that is unknown in this partition");
      }
      return stored.body();
    }
    CheckedDefinition checked = DefinitionFile.trusted(body.toString());
    if (!checked.hash().equals(activation.definition())) {
      throw new IllegalArgumentException("an activation's body does not have the hash it names");
    }
    return checked.body();
  }

  private void putInForce(String hash, JsonNode body, @Nullable Instant at) {
    store.put(hash, new StoredDefinition(body, at, null));
    inForce = hash;
  }

  /** After all passed deadlines have fired, no session is older than a day. */
  void forgetWhatNoCallCanUse(Instant now) {
    var gone = new ArrayList<String>();
    try (var all = store.all()) {
      while (all.hasNext()) {
        var entry = all.next();
        var superseded = entry.value.supersededAt();
        if (superseded != null && superseded.plus(Call.MAX_AGE).plusSeconds(3600).isBefore(now)) {
          gone.add(entry.key);
        }
      }
    }
    gone.forEach(
        hash -> {
          store.delete(hash);
          parsed.remove(hash);
        });
  }
}
