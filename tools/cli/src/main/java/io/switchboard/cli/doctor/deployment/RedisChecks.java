package io.switchboard.cli.doctor.deployment;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.sync.RedisCommands;
import io.switchboard.cli.DeploymentOptions;
import io.switchboard.cli.doctor.Check;
import io.switchboard.cli.doctor.rules.Verdict;
import io.switchboard.cli.doctor.rules.servers.RedisEviction;
import io.switchboard.cli.doctor.rules.servers.RedisPersistence;
import io.switchboard.contract.phone.DncMirror;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The checks R1 to R3: Redis, which a deployment may do without. */
public final class RedisChecks {
  private static final Duration TIMEOUT = Duration.ofSeconds(4);
  private static final String ANSWERS = "R1";

  private final DeploymentOptions deployment;
  private @Nullable String url;

  public RedisChecks(DeploymentOptions deployment) {
    this.deployment = deployment;
  }

  /** The checks in their order. */
  public List<Check> all() {
    return List.of(
        new Check(ANSWERS, "Redis answers", "", this::answers),
        new Check("R2", "eviction policy of Redis", ANSWERS, this::eviction),
        new Check("R3", "persistence of Redis, the mirror", ANSWERS, this::persistence));
  }

  private Verdict answers() {
    if (!deployment.has("REDIS_URL")) {
      return new Verdict.Skipped("REDIS_URL is not set: look-ups ask PostgreSQL");
    }
    url = deployment.redis();
    String version = with(redis -> info(redis).getOrDefault("redis_version", "answers"));
    return Verdict.passed("Redis %s", version);
  }

  private Verdict eviction() {
    var info = with(RedisChecks::info);
    return new RedisEviction(
            info.getOrDefault("maxmemory_policy", ""),
            number(info, "maxmemory"),
            number(info, "used_memory"),
            !info.getOrDefault("role", "master").equals("slave"))
        .verdict();
  }

  private Verdict persistence() {
    var mirror = new DncMirror(deployment.kafkaUnchecked().prefix());
    return with(
        redis -> {
          var info = info(redis);
          return new RedisPersistence(
                  info.getOrDefault("aof_enabled", "0").equals("1"),
                  info.getOrDefault("aof_last_write_status", "ok").equals("err"),
                  info.getOrDefault("rdb_last_bgsave_status", "ok").equals("err"),
                  redis.get(mirror.epoch()) != null)
              .verdict();
        });
  }

  private static Map<String, String> info(RedisCommands<String, String> redis) {
    var values = new HashMap<String, String>();
    for (var line : redis.info().lines().toList()) {
      var colon = line.indexOf(':');
      if (colon > 0) {
        values.put(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    return values;
  }

  private static long number(Map<String, String> info, String name) {
    return Long.parseLong(info.getOrDefault(name, "0"));
  }

  private <T> T with(Function<RedisCommands<String, String>, T> read) {
    var uri = RedisURI.create(Objects.requireNonNull(url, "read by check " + ANSWERS));
    uri.setTimeout(TIMEOUT);
    var client = RedisClient.create(uri);
    client.setOptions(
        ClientOptions.builder()
            .autoReconnect(false)
            .socketOptions(SocketOptions.builder().connectTimeout(TIMEOUT).build())
            .build());
    try (var connection = client.connect()) {
      return read.apply(connection.sync());
    } finally {
      client.shutdown(Duration.ZERO, TIMEOUT);
    }
  }
}
