package io.switchboard.contract.event.ivr;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A checked menu definition on {@code ivr.definitions}, keyed by its content hash.
 *
 * @param root what ingress answers by itself when no decision comes in time
 * @param body the definition, as JSON
 * @param activatedAt when its activation was asked for; null until every partition of {@code
 *     cxone.dtmf} has it. The definition with the largest is the one in force.
 */
public record PublishedDefinition(
    String hash,
    String name,
    Instant publishedAt,
    RootMenu root,
    JsonNode body,
    @Nullable Instant activatedAt) {

  /** Published and not yet activated. */
  public PublishedDefinition(
      String hash, String name, Instant publishedAt, RootMenu root, JsonNode body) {
    this(hash, name, publishedAt, root, body, null);
  }

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
      var prompt = prompts.get(tier.wireName());
      return prompt != null ? prompt : java.util.Objects.requireNonNull(prompts.get("default"));
    }
  }
}
