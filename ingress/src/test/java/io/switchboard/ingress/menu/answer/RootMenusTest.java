package io.switchboard.ingress.menu.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.switchboard.contract.event.ivr.CallerAction;
import io.switchboard.contract.event.ivr.PublishedDefinition;
import io.switchboard.contract.event.ivr.PublishedDefinition.RootMenu;
import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.ingress.menu.profile.Profile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RootMenusTest {
  private static final Profile GOLD = new Profile(Tier.GOLD, null);
  private final RootMenus roots = new RootMenus();

  @Test
  void shouldKnowTheShippedRootOfEveryTier() {
    for (var tier : Tier.values()) {
      var action = roots.rootMenu(new Profile(tier, null), Optional.empty());
      var word = tier == Tier.NONE ? "default" : tier.wireName();

      assertThat(action)
          .isEqualTo(
              new CallerAction.Collect(
                  "https://cdn.example.com/prompts/" + word + "_menu.wav",
                  1,
                  10,
                  List.of("#", "*")));
      assertThat(AnswerRules.problem(action)).isEmpty();
    }
  }

  @Test
  void shouldUseTheOneThatWasActivatedLast() {
    roots.published("a", definition("a", "https://a.test", "2026-01-02T00:00:00Z"));
    roots.published("b", definition("b", "https://b.test", "2026-01-01T00:00:00Z"));
    roots.published("c", definition("c", "https://c.test", null));

    assertThat(prompt()).isEqualTo("https://a.test");
  }

  @Test
  void shouldGoBackWhenADefinitionIsTakenAway() {
    roots.published("a", definition("a", "https://a.test", "2026-01-02T00:00:00Z"));
    roots.published("a", null);

    assertThat(prompt()).isEqualTo("https://cdn.example.com/prompts/gold_menu.wav");
  }

  @Test
  void shouldNotUseADefinitionWhosePromptIsNotHttps() {
    roots.published("a", definition("a", "http://a.test", "2026-01-02T00:00:00Z"));

    assertThat(prompt()).isEqualTo("https://cdn.example.com/prompts/gold_menu.wav");
  }

  private String prompt() {
    return roots.rootMenu(GOLD, Optional.empty()) instanceof CallerAction.Collect collect
        ? collect.promptUrl()
        : "";
  }

  private static PublishedDefinition definition(
      String hash, String prompt, @Nullable String activatedAt) {
    var root = new RootMenu(Map.of("default", prompt), 1, 10, List.of("#"));
    var definition =
        new PublishedDefinition(
            hash, hash, Instant.EPOCH, root, JsonNodeFactory.instance.objectNode());
    return activatedAt == null
        ? definition
        : definition.activated(Instant.parse(activatedAt), null, null);
  }
}
