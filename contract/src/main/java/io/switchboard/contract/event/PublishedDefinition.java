package io.switchboard.contract.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;

/**
 * A checked menu definition on {@code ivr.definitions}, keyed by its content hash.
 *
 * @param root what ingress answers by itself when no decision comes in time
 * @param body the definition, as JSON
 */
public record PublishedDefinition(
    String hash, String name, Instant publishedAt, RootMenu root, JsonNode body) {

  /**
   * The root menu as a waiting caller needs it.
   *
   * @param prompts https URL by tier word; {@code default} is always there
   */
  public record RootMenu(
      Map<String, String> prompts,
      int maxLength,
      int timeoutSeconds,
      java.util.List<String> terminators) {

    /** The prompt for a tier, else the default one. */
    public String promptFor(Tier tier) {
      var prompt = prompts.get(tier.word());
      return prompt != null ? prompt : java.util.Objects.requireNonNull(prompts.get("default"));
    }
  }
}
