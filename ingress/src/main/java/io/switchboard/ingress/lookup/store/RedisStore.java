package io.switchboard.ingress.lookup.store;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.switchboard.contract.phone.DncMirror;
import io.switchboard.contract.settings.RedisRefusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mirror in Redis. Connects at the first query, and again after a query that failed, at most
 * once a second.
 */
public final class RedisStore implements DncCache, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RedisStore.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final String UNREACHABLE = "unreachable";

  /** Reads the epoch and its numbers in one step, so that a switch does not come between. */
  private static final String FIND =
      """
      local epoch = redis.call('GET', KEYS[1])
      if not epoch then return nil end
      local keys = {}
      for i = 2, #ARGV do
        keys[i - 1] = ARGV[1] .. epoch .. ':' .. ARGV[i]
      end
      return redis.call('MGET', unpack(keys))""";

  /** Lua's unpack takes no more than 8,000. */
  private static final int KEYS_AT_ONCE = 2_000;

  private final RedisClient client;
  private final DncMirror layout;
  private final ReentrantLock connecting = new ReentrantLock();
  private volatile @Nullable StatefulRedisConnection<String, String> connection;
  private volatile String problem = "";
  private volatile long lastAttempt = System.nanoTime() - Duration.ofDays(1).toNanos();

  public RedisStore(String url, DncMirror layout) {
    this.layout = layout;
    var uri = RedisURI.create(url);
    uri.setTimeout(TIMEOUT);
    client = RedisClient.create(uri);
    client.setOptions(
        ClientOptions.builder()
            .autoReconnect(false) // it would wait up to 30 s between attempts
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .socketOptions(SocketOptions.builder().connectTimeout(TIMEOUT).build())
            .build());
  }

  @Override
  public Finding find(Collection<String> keys) {
    var used = connection;
    try {
      used = connection();
      if (used == null) {
        return new Finding.Unusable(problem.isEmpty() ? UNREACHABLE : problem);
      }
      var finding = find(used, List.copyOf(keys));
      answered();
      return finding;
    } catch (RedisException e) {
      discard(used);
      return new Finding.Unusable(refused(e));
    }
  }

  private void answered() {
    if (!problem.isEmpty()) {
      problem = "";
      LOG.info("Redis answers lookups again");
    }
  }

  /** The label of the problem, which is logged once for as long as it stays the same. */
  private String refused(RedisException error) {
    var refusal = RedisRefusal.of(error);
    var label = refusal.map(RedisRefusal::label).orElse(UNREACHABLE);
    if (!label.equals(problem)) {
      problem = label;
      LOG.warn(
          "Redis cannot be used for lookups, which suppress free numbers until it answers: {}",
          refusal.map(RedisRefusal::text).orElse("no answer at the address of REDIS_URL"));
    }
    return label;
  }

  /**
   * Not used again: a server that vanished without a word would be waited for by TCP for a quarter
   * of an hour, and one that refuses may have been replaced.
   */
  private void discard(@Nullable StatefulRedisConnection<String, String> unusable) {
    if (unusable == null || connection != unusable) {
      return; // another query did it: no need to wait while that one connects
    }
    connecting.lock();
    try {
      if (connection == unusable) {
        connection = null;
        var _ = unusable.closeAsync();
      }
    } finally {
      connecting.unlock();
    }
  }

  private Finding find(StatefulRedisConnection<String, String> open, List<String> keys) {
    var entries = new HashMap<String, DncMirror.MirrorEntry>();
    for (var from = 0; from < keys.size(); from += KEYS_AT_ONCE) {
      var some = keys.subList(from, Math.min(keys.size(), from + KEYS_AT_ONCE));
      var arguments = new ArrayList<String>(some.size() + 1);
      arguments.add(layout.base());
      arguments.addAll(some);
      RedisFuture<List<@Nullable String>> asked =
          open.async()
              .eval(
                  FIND,
                  ScriptOutputType.MULTI,
                  new String[] {layout.epoch()},
                  arguments.toArray(String[]::new));
      var found = LettuceFutures.awaitOrCancel(asked, TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      if (found == null || found.size() != some.size()) {
        return new Finding.Unusable("unbuilt");
      }
      for (var i = 0; i < some.size(); i++) {
        var key = some.get(i);
        Optional.ofNullable(found.get(i))
            .flatMap(DncMirror.MirrorEntry::parse)
            .ifPresent(entry -> entries.put(key, entry));
      }
    }
    return new Finding.Entries(entries);
  }

  /** One attempt a second at most: a caller never waits for many. */
  private @Nullable StatefulRedisConnection<String, String> connection() {
    var open = connection;
    if (open != null) {
      return open;
    }
    if (!connecting.tryLock()) {
      return null;
    }
    try {
      if (connection == null && System.nanoTime() - lastAttempt > TIMEOUT.toNanos()) {
        lastAttempt = System.nanoTime();
        connection = client.connect();
      }
      return connection;
    } finally {
      connecting.unlock();
    }
  }

  @Override
  public void close() {
    var open = connection;
    if (open != null) {
      open.close();
    }
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
  }
}
