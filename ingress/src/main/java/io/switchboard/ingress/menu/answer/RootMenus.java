package io.switchboard.ingress.menu.answer;

import io.switchboard.contract.event.ivr.CallerAction;
import io.switchboard.contract.event.ivr.PublishedDefinition;
import io.switchboard.contract.event.ivr.PublishedDefinition.RootMenu;
import io.switchboard.ingress.menu.profile.Profile;
import io.switchboard.ivr.definition.DefinitionFile;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The root menu for callers without a decision in time: that of the definition in force (the one
 * activated last), else that of the definition that is shipped. Thread-safe for one writer.
 */
public final class RootMenus {
  private static final Logger LOG = LoggerFactory.getLogger(RootMenus.class);
  private static final RootMenu SHIPPED = DefinitionFile.shipped().rootMenu();

  private final Map<String, PublishedDefinition> published = new ConcurrentHashMap<>();
  private volatile RootMenu inForce = SHIPPED;

  /**
   * What a caller of this profile hears at the root; always valid.
   *
   * @param definition the hash of the definition that the call uses; the one in force for a call
   *     that is not known, and for a definition that is not
   */
  public CallerAction rootMenu(Profile profile, Optional<String> definition) {
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

  /**
   * Takes a record of {@code ivr.definitions}; null removes the definition. An unusable root menu
   * is logged and not used.
   */
  public void published(String hash, @Nullable PublishedDefinition definition) {
    if (definition == null) {
      published.remove(hash);
    } else if (isUsable(hash, definition.root())) {
      published.put(hash, definition);
    }
    inForce =
        published.values().stream()
            .filter(it -> it.activatedAt() != null)
            .min(PublishedDefinition.NEWEST_FIRST)
            .map(PublishedDefinition::root)
            .orElse(SHIPPED);
  }

  private static boolean isUsable(String hash, RootMenu root) {
    var problem = problem(root);
    problem.ifPresent(it -> LOG.error("Definition {} has an unusable root menu: {}", hash, it));
    return problem.isEmpty();
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
        .flatMap(action -> AnswerRules.problem(action).stream())
        .findFirst();
  }
}
