package io.switchboard.contract.event.ivr;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A checked menu definition on {@code ivr.definitions}, keyed by its content hash.
 *
 * @param root the fallback of ingress when no decision arrives in time
 * @param body the definition, as JSON
 * @param activatedAt when its activation was requested; null until every partition of {@code
 *     cxone.dtmf} has it. The definition with the latest time is the active one.
 * @param activatedBy the person or program that activated it; null when unknown
 * @param reason why it was activated; null for none
 */
public record PublishedDefinition(
    String hash,
    String name,
    Instant publishedAt,
    RootMenu root,
    JsonNode body,
    @Nullable Instant activatedAt,
    @Nullable String activatedBy,
    @Nullable String reason) {

  /**
   * The active definition first, then by time of activation. Of two with one time, the one with the
   * larger hash is first, as in every partition.
   */
  public static final Comparator<PublishedDefinition> NEWEST_FIRST =
      Comparator.comparing(PublishedDefinition::activationTime)
          .thenComparing(PublishedDefinition::hash)
          .reversed();

  private static Instant activationTime(PublishedDefinition definition) {
    return Objects.requireNonNullElse(definition.activatedAt, Instant.EPOCH);
  }

  /** Published and not yet activated. */
  public PublishedDefinition(
      String hash, String name, Instant publishedAt, RootMenu root, JsonNode body) {
    this(hash, name, publishedAt, root, body, null, null, null);
  }

  /** The same definition, active since a time. */
  public PublishedDefinition activated(
      Instant at, @Nullable String activator, @Nullable String why) {
    return new PublishedDefinition(hash, name, publishedAt, root, body, at, activator, why);
  }

  /**
   * The root menu for a waiting caller.
   *
   * @param prompts https URL by the name of the tier; {@code default} is always present
   */
  public record RootMenu(
      Map<String, String> prompts, int maxLength, int timeoutSeconds, List<String> terminators) {

    /** The prompt for a tier, else the default one. */
    public String promptFor(Tier tier) {
      var prompt = prompts.get(tier.wireName());
      return prompt != null ? prompt : Objects.requireNonNull(prompts.get("default"));
    }
  }
}
