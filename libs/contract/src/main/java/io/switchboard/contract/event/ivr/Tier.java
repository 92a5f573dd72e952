package io.switchboard.contract.event.ivr;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A caller's service tier; {@link #NONE} is a caller without a profile. */
public enum Tier {
  @JsonProperty("platinum")
  PLATINUM,
  @JsonProperty("gold")
  GOLD,
  @JsonProperty("silver")
  SILVER,
  @JsonProperty("standard")
  STANDARD,
  /** Looked up and not found: the caller hears the default prompt. */
  @JsonProperty("none")
  NONE;

  /** The name in JSON, headers and metrics. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads a tier from a profile; anything unknown is {@link #STANDARD}. */
  public static Tier of(@Nullable String word) {
    for (var tier : values()) {
      if (tier.wireName().equalsIgnoreCase(word)) {
        return tier;
      }
    }
    return STANDARD;
  }
}
