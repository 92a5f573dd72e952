package io.switchboard.sink.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanIterator;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.switchboard.contract.event.dnc.DncRegistration;
import io.switchboard.contract.phone.DncMirror;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * The mirror in Redis. Every call takes at most 5 s and throws lettuce's RedisException when Redis
 * cannot be reached; a store whose connection is lost cannot be used any more.
 */
public final class MirrorStore implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int KEYS_AT_ONCE = 1_000;
  private static final String UPSERT = script("upsert.lua");

  private final RedisClient client;
  private final StatefulRedisConnection<String, String> connection;
  private final DncMirror layout;

  private MirrorStore(
      RedisClient client, StatefulRedisConnection<String, String> connection, DncMirror layout) {
    this.client = client;
    this.connection = connection;
    this.layout = layout;
  }

  /** Connects; throws a RedisException when Redis does not answer. */
  public static MirrorStore connect(String url, DncMirror layout) {
    var uri = RedisURI.create(url);
    uri.setTimeout(TIMEOUT);
    var client = RedisClient.create(uri);
    client.setOptions(
        ClientOptions.builder()
            // behind a new connection there may be older data: the caller begins again
            .autoReconnect(false)
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .socketOptions(SocketOptions.builder().connectTimeout(TIMEOUT).build())
            .build());
    try {
      return new MirrorStore(client, client.connect(), layout);
    } catch (RuntimeException e) {
      client.shutdown();
      throw e;
    }
  }

  /** The epoch that lookups read. */
  public Optional<String> epoch() {
    return Optional.ofNullable(connection.sync().get(layout.epoch()));
  }

  /** The epoch that is being filled. */
  public Optional<String> building() {
    return Optional.ofNullable(connection.sync().get(layout.building()));
  }

  /** Starts a new epoch beside the current one; a concurrent rebuild becomes invalid. */
  public String begin() {
    var next = Long.toString(connection.sync().incr(layout.lastEpoch()));
    connection.sync().set(layout.building(), next);
    return next;
  }

  /** Makes this epoch the current one; false when another rebuild started meanwhile. */
  public boolean switchTo(String epoch) {
    var script =
        "if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end "
            + "redis.call('SET', KEYS[1], ARGV[1]) redis.call('DEL', KEYS[2]) return 1";
    Long done =
        connection
            .sync()
            .eval(
                script,
                ScriptOutputType.INTEGER,
                new String[] {layout.epoch(), layout.building()},
                epoch);
    return done == 1;
  }

  /** The read positions of {@code dnc.registry}, by topic id and partition. */
  public Map<String, String> offsets() {
    return connection.sync().hgetall(layout.offsets());
  }

  /** Deletes them, to read the topic from its beginning. */
  public void forgetOffsets() {
    connection.sync().del(layout.offsets());
  }

  /** Writes registrations that are newer, in all existing epochs, then the offsets after them. */
  public Written write(Collection<DncRegistration> registrations, Map<String, String> offsets) {
    var written = write(registrations, layout.epoch(), layout.building());
    if (written == Written.ALL && !offsets.isEmpty()) {
      connection.sync().hset(layout.offsets(), offsets);
    }
    return written;
  }

  /** Writes registrations that are newer to the epoch that is being built. */
  Written fill(Collection<DncRegistration> registrations) {
    return write(registrations, layout.building());
  }

  private Written write(Collection<DncRegistration> registrations, String... keys) {
    if (registrations.isEmpty()) {
      return Written.ALL;
    }
    var commands = connection.async();
    var answers = new ArrayList<RedisFuture<Long>>(registrations.size());
    var sha = connection.sync().scriptLoad(UPSERT);
    for (var registration : registrations) {
      var entry =
          new DncMirror.MirrorEntry(
              registration.eventTime(),
              registration.doNotCall(),
              registration.eventId(),
              registration.reason());
      answers.add(
          commands.evalsha(
              sha,
              ScriptOutputType.INTEGER,
              keys,
              layout.base(),
              registration.phoneNumber(),
              Long.toString(registration.eventTime().toEpochMilli()),
              registration.doNotCall() ? "1" : "0",
              registration.eventId(),
              entry.text()));
    }
    return await(answers).contains(0L) ? Written.LOST : Written.ALL;
  }

  /** The result of a batch. */
  public enum Written {
    ALL,
    /** There is no epoch to write to: Redis has lost its data. */
    LOST
  }

  /** Removes the numbers of all epochs before this one; returns the number of removed keys. */
  public long removeBefore(String epoch) {
    var end = Long.parseLong(epoch);
    var doomed = new ArrayList<String>();
    var removed = 0L;
    var all =
        ScanIterator.scan(
            connection.sync(),
            ScanArgs.Builder.matches(layout.base() + "[0-9]*:*").limit(KEYS_AT_ONCE));
    while (all.hasNext()) {
      var key = all.next();
      if (epochOf(key) < end) {
        doomed.add(key);
      }
      if (doomed.size() == KEYS_AT_ONCE) {
        removed += remove(doomed);
      }
    }
    return removed + remove(doomed);
  }

  /** The epoch of a number's key; another program's key belongs to none. */
  private long epochOf(String key) {
    var from = layout.base().length();
    try {
      return Long.parseLong(key.substring(from, key.indexOf(':', from)));
    } catch (NumberFormatException _) {
      return Long.MAX_VALUE; // not ours: a regular result
    }
  }

  private long remove(List<String> keys) {
    if (keys.isEmpty()) {
      return 0;
    }
    long removed = connection.sync().unlink(keys.toArray(String[]::new));
    keys.clear();
    return removed;
  }

  private static List<Long> await(List<RedisFuture<Long>> answers) {
    if (!LettuceFutures.awaitAll(TIMEOUT, answers.toArray(RedisFuture[]::new))) {
      throw new RedisCommandTimeoutException("Redis did not take a batch in time");
    }
    try {
      return answers.stream().map(answer -> answer.toCompletableFuture().join()).toList();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RedisException refusal ? refusal : e;
    }
  }

  private static String script(String name) {
    try (var in = Objects.requireNonNull(MirrorStore.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    connection.close();
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
  }
}
