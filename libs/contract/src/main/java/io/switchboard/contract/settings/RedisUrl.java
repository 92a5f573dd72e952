package io.switchboard.contract.settings;

import java.util.Optional;
import java.util.function.Consumer;

/** The address of Redis, which is optional. */
public final class RedisUrl {
  private static final String VARIABLE = "REDIS_URL";
  private static final String EXAMPLE = "redis://127.0.0.1:6379";

  private RedisUrl() {}

  /**
   * {@code REDIS_URL}, if set; a wrong value is noted as a problem of the environment.
   *
   * @param check the parser of the Redis client; what it throws is not shown, because the message
   *     may contain a secret
   */
  public static Optional<String> read(Environment environment, Consumer<String> check) {
    return Optional.of(
            environment.parsed(
                VARIABLE,
                () -> "",
                EXAMPLE,
                text -> {
                  try {
                    check.accept(text);
                    return text;
                  } catch (RuntimeException _) {
                    throw new IllegalArgumentException("is not a URL of Redis");
                  }
                }))
        .filter(url -> !url.isEmpty());
  }
}
