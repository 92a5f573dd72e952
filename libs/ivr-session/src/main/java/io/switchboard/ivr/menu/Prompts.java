package io.switchboard.ivr.menu;

import io.switchboard.contract.event.ivr.Tier;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The recordings of a node, https URLs by tier; {@code default} is for all others.
 *
 * @param first on arrival
 * @param repeated after the first failed attempt; empty: as first
 * @param escalated after two and more; empty: as repeated
 */
public record Prompts(
    Map<String, String> first, Map<String, String> repeated, Map<String, String> escalated) {
  /** The key of the default recording. */
  public static final String DEFAULT = "default";

  public Prompts {
    first = Map.copyOf(first);
    repeated = Map.copyOf(repeated);
    escalated = Map.copyOf(escalated);
  }

  /** The recording after this many failed attempts; empty text when the definition has none. */
  public String url(Tier tier, int attempts) {
    var variants =
        switch (attempts) {
          case 0 -> List.of(first);
          case 1 -> List.of(repeated, first);
          default -> List.of(escalated, repeated, first);
        };
    for (var variant : variants) {
      var url = choose(variant, tier);
      if (url != null) {
        return url;
      }
    }
    return "";
  }

  private static @Nullable String choose(Map<String, String> variant, Tier tier) {
    var own = variant.get(tier.wireName());
    return own != null ? own : variant.get(DEFAULT);
  }
}
