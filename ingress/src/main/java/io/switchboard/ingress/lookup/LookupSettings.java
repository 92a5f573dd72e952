package io.switchboard.ingress.lookup;

import io.lettuce.core.RedisURI;
import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.contract.settings.DefaultRegion;
import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.RedisUrl;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the lookup.
 *
 * @param database PostgreSQL; without it no number is ever said to be free
 * @param redisUrl the mirror; without it PostgreSQL alone is asked
 * @param region where national forms of numbers belong
 * @param tolerated how far the way from the webhook to PostgreSQL may lag behind
 * @param auditKey secret of the hashes in the audit log; empty for plain hashes
 */
public record LookupSettings(
    @Nullable DatabaseSettings database,
    @Nullable String redisUrl,
    String region,
    Duration tolerated,
    byte[] auditKey) {
  /** What the product promises: 60 s. */
  public static final Duration TOLERATED = Duration.ofSeconds(60);

  /**
   * Reads {@code DATABASE_URL}, {@code REDIS_URL}, {@code DNC_DEFAULT_REGION} and {@code
   * DNC_AUDIT_KEY}; problems are noted in the environment.
   */
  public static LookupSettings read(Environment environment) {
    var database =
        environment.text("DATABASE_URL").isPresent() ? DatabaseSettings.read(environment) : null;
    return new LookupSettings(
        database,
        RedisUrl.read(environment, RedisURI::create).orElse(null),
        DefaultRegion.read(environment),
        TOLERATED,
        environment.text("DNC_AUDIT_KEY", "").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "LookupSettings[" + database + ", " + region + "]";
  }
}
