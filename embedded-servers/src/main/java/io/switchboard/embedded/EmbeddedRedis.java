package io.switchboard.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import redis.embedded.RedisServer;

/** A real Redis on the loopback address; its append-only file makes a directory usable again. */
public final class EmbeddedRedis implements AutoCloseable {
  private static final Once<EmbeddedRedis> SHARED = new Once<>(EmbeddedRedis::startTemporary);

  private final RedisServer redis;
  private final int port;

  private EmbeddedRedis(RedisServer redis, int port) {
    this.redis = redis;
    this.port = port;
  }

  /** Starts on a directory that exists. */
  public static EmbeddedRedis start(Path directory, int port) {
    try {
      var redis =
          RedisServer.newRedisServer()
              .port(port)
              .bind("127.0.0.1")
              .setting("dir " + directory)
              .setting("appendonly yes")
              .setting("save \"\"")
              .setting("maxmemory-policy noeviction")
              .build();
      redis.start();
      return new EmbeddedRedis(redis, port);
    } catch (IOException e) {
      throw new UncheckedIOException("Redis does not start on " + directory, e);
    }
  }

  /** One server for all tests of this process; each test keeps to keys of its own. */
  public static EmbeddedRedis shared() {
    return SHARED.get();
  }

  private static EmbeddedRedis startTemporary() {
    var directory = TemporaryDirectory.create("redis");
    var redis = start(directory, FreePorts.next());
    TemporaryDirectory.atExit(redis, directory);
    return redis;
  }

  /** {@code REDIS_URL}. */
  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  /** The port that it listens on. */
  public int port() {
    return port;
  }

  @Override
  public void close() {
    try {
      redis.stop();
    } catch (IOException e) {
      throw new UncheckedIOException("Redis does not stop", e);
    }
  }
}
