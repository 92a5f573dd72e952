package io.switchboard.ingress.menu.answer;

import com.fasterxml.jackson.databind.ObjectReader;
import io.switchboard.contract.event.ivr.CallerAction;
import io.switchboard.contract.event.ivr.PublishedDefinition;
import io.switchboard.contract.event.ivr.PublishedDefinition.RootMenu;
import io.switchboard.contract.json.Json;
import io.switchboard.ingress.menu.profile.Profile;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The root menu for callers whom ivr-streams does not answer in time: that of the definition in
 * force (the one activated last), else that of the definition that is shipped. Thread-safe for one
 * writer.
 */
public final class RootMenus {
  private static final Logger LOG = LoggerFactory.getLogger(RootMenus.class);
  private static final String PROMPTS = "https://cdn.example.com/prompts/";

  /** The root of the shipped definition. */
  static final RootMenu SHIPPED =
      new RootMenu(
          Map.of(
              "platinum", PROMPTS + "platinum_menu.wav",
              "gold", PROMPTS + "gold_menu.wav",
              "silver", PROMPTS + "silver_menu.wav",
              "standard", PROMPTS + "standard_menu.wav",
              "default", PROMPTS + "default_menu.wav"),
          1,
          10,
          List.of("#", "*"));

  private final ObjectReader reader = Json.mapper().readerFor(PublishedDefinition.class);
  private final Map<String, PublishedDefinition> published = new ConcurrentHashMap<>();
  private volatile RootMenu inForce = SHIPPED;

  /**
   * What a caller of this profile hears at the root; always valid.
   *
   * @param definition the hash of the definition that the call uses; the one in force for a call
   *     that is not known, and for a definition that is not
   */
  public CallerAction hears(Profile profile, Optional<String> definition) {
    var root =
        definition
            .flatMap(hash -> Optional.ofNullable(published.get(hash)))
            .map(PublishedDefinition::root)
            .orElse(inForce);
    var prompt =
        Optional.ofNullable(profile.menuPromptUrl())
            .orElseGet(() -> root.promptFor(profile.tier()));
    return new CallerAction.Collect(
        prompt, root.maxLength(), root.timeoutSeconds(), root.terminators());
  }

  /** Takes in one record of {@code ivr.definitions}; what cannot be used is logged and left out. */
  public void published(String hash, byte @Nullable [] value) {
    if (value == null) {
      published.remove(hash);
    } else {
      read(hash, value).ifPresent(definition -> published.put(hash, definition));
    }
    inForce =
        published.values().stream()
            .filter(definition -> definition.activatedAt() != null)
            .max(Comparator.comparing(RootMenus::activation))
            .map(PublishedDefinition::root)
            .orElse(SHIPPED);
  }

  private static Instant activation(PublishedDefinition definition) {
    return Optional.ofNullable(definition.activatedAt()).orElse(Instant.EPOCH);
  }

  private Optional<PublishedDefinition> read(String hash, byte[] value) {
    try {
      PublishedDefinition definition = reader.readValue(value);
      var problem = problem(definition.root());
      if (problem.isEmpty()) {
        return Optional.of(definition);
      }
      LOG.error("definition {} has an unusable root menu: {}", hash, problem.get());
    } catch (IOException e) {
      LOG.error("definition {} cannot be read", hash, e);
    }
    return Optional.empty();
  }

  @SuppressWarnings("NullAway") // JSON may leave out what the record promises
  private static Optional<String> problem(RootMenu root) {
    if (root == null || root.prompts() == null || root.prompts().get("default") == null) {
      return Optional.of("no default prompt");
    }
    return root.prompts().values().stream()
        .map(
            prompt ->
                new CallerAction.Collect(
                    prompt, root.maxLength(), root.timeoutSeconds(), root.terminators()))
        .flatMap(hears -> AnswerRules.problem(hears).stream())
        .findFirst();
  }
}
