package io.switchboard.ingress.menu.shadow;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.contract.event.ivr.CallEvent.Activation;
import io.switchboard.contract.event.ivr.PublishedDefinition;
import io.switchboard.ivr.definition.CheckedDefinition;
import io.switchboard.ivr.definition.DefinitionFile;
import io.switchboard.ivr.menu.MenuDefinition;
import io.switchboard.ivr.session.log.Activations;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The menu definitions that calls are pinned to, from {@code ivr.definitions} and from activations
 * on {@code cxone.dtmf}, and the definition that is shipped. Thread-safe.
 */
public final class MenuDefinitions {
  private static final Logger LOG = LoggerFactory.getLogger(MenuDefinitions.class);

  private static final CheckedDefinition SHIPPED = DefinitionFile.shipped();
  private final Map<String, PublishedDefinition> published = new ConcurrentHashMap<>();
  private final Map<String, JsonNode> bodies = new ConcurrentHashMap<>();
  private final Map<String, MenuDefinition> parsed = new ConcurrentHashMap<>();
  private volatile List<DefinitionInForce> activations = List.of(); // the newest first

  public MenuDefinitions() {
    parsed.put(SHIPPED.hash(), SHIPPED.definition());
  }

  /** Takes in a record of {@code ivr.definitions}; null removes the definition. */
  public void published(String hash, @Nullable PublishedDefinition definition) {
    if (definition == null) {
      published.remove(hash);
    } else {
      published.put(hash, definition);
      bodies.put(hash, definition.body());
    }
    activations =
        published.values().stream()
            .filter(it -> it.activatedAt() != null)
            .sorted(PublishedDefinition.NEWEST_FIRST)
            .map(it -> new DefinitionInForce(it.hash(), it.activatedAt()))
            .toList();
  }

  /**
   * Takes in an activation, by the rules of ivr-streams.
   *
   * @throws IllegalArgumentException when it carries no usable definition: it changes nothing
   */
  void activated(Activation activation) {
    var hash = activation.definition();
    var body = activation.body();
    if (body != null) {
      var checked = DefinitionFile.trusted(body.toString());
      if (!checked.hash().equals(hash)) {
        throw new IllegalArgumentException("its body does not have the hash it names");
      }
      parsed.put(hash, checked.definition());
    } else if (find(hash).isEmpty()) {
      throw new IllegalArgumentException("it names a definition that was never published");
    }
  }

  /** The definition with this hash, if this ingress has seen it and can read it. */
  Optional<MenuDefinition> find(String hash) {
    var known = parsed.get(hash);
    if (known != null) {
      return Optional.of(known);
    }
    var body = bodies.get(hash);
    return body == null ? Optional.empty() : parse(hash, body);
  }

  private Optional<MenuDefinition> parse(String hash, JsonNode body) {
    try {
      var definition = DefinitionFile.stored(body.toString(), hash);
      parsed.put(hash, definition);
      return Optional.of(definition);
    } catch (IllegalArgumentException e) {
      LOG.error("Menu definition {} cannot be read; its calls get no shadow decisions", hash, e);
      bodies.remove(hash);
      return Optional.empty();
    }
  }

  /**
   * The definition whose activation had reached all partitions at a time; null when none had. While
   * an activation is on its way to the partitions, each of them tells.
   */
  @Nullable DefinitionInForce inForce(Instant time) {
    for (var it : activations) {
      if (!activatedAt(it).isAfter(time)) {
        return it;
      }
    }
    return null;
  }

  private static Instant activatedAt(DefinitionInForce definition) {
    return Objects.requireNonNullElse(definition.activatedAt(), Instant.EPOCH);
  }

  /**
   * What new calls of a partition use.
   *
   * @param activatedAt null when its activation told no time
   */
  record DefinitionInForce(String hash, @Nullable Instant activatedAt) {
    boolean isReplacedBy(DefinitionInForce other) {
      return Activations.replaces(hash, activatedAt, other.hash, other.activatedAt);
    }
  }
}
