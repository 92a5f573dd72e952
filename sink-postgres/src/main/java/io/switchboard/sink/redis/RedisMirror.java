package io.switchboard.sink.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.contract.phone.DncMirror;
import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.settings.RedisRefusal;
import io.switchboard.contract.settings.RedisUrl;
import io.switchboard.service.HealthCheck;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.KafkaFailure;
import io.switchboard.service.task.MonitoredThread;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mirrors {@code dnc.registry} to Redis. It uses no consumer group: it reads all partitions and
 * stores its offsets in Redis with the numbers, so that after a loss of data it reads the compacted
 * topic from the beginning. Several instances may run concurrently.
 */
public final class RedisMirror implements AutoCloseable {
  /** The name of the health check. */
  public static final String CHECK = "redis";

  private static final Logger LOG = LoggerFactory.getLogger(RedisMirror.class);
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

  private final KafkaSettings kafka;
  private final String url;
  private final HealthChecks health;
  private final Counter mirrored;
  private final MonitoredThread thread;
  private volatile @Nullable RegistryFollower following;
  private volatile boolean paused = true;
  private String warned = "";

  private RedisMirror(
      KafkaSettings kafka, String url, HealthChecks health, MeterRegistry registry) {
    this.kafka = kafka;
    this.url = url;
    this.health = health;
    this.mirrored =
        Counter.builder("dnc_mirrored_total")
            .description("Registrations written to Redis")
            .register(registry);
    Gauge.builder("dnc_mirror_paused", () -> paused ? 1 : 0)
        .description("1 while registrations are not written to Redis")
        .register(registry);
    this.thread = new MonitoredThread(CHECK, health, this::run);
  }

  /** {@code REDIS_URL}, if set; a wrong value is reported as a problem. */
  public static Optional<String> url(Environment environment) {
    return RedisUrl.read(environment, RedisURI::create);
  }

  /**
   * Starts; returns at once. Without Redis or Kafka it waits for them and reports it in health.
   *
   * @param url {@code REDIS_URL}
   */
  public static RedisMirror start(
      String url, KafkaSettings kafka, HealthChecks health, MeterRegistry registry) {
    var mirror = new RedisMirror(kafka, url, health, registry);
    health.paused(CHECK, "starting");
    mirror.thread.start();
    return mirror;
  }

  private void run() {
    while (!thread.isClosed()) {
      try (var store = MirrorStore.connect(url, new DncMirror(kafka.prefix()));
          var follower = new RegistryFollower(kafka, store)) {
        follow(follower);
      } catch (RedisException e) {
        pause("waits for Redis: " + reason(e), e);
      } catch (KafkaException | IllegalStateException e) {
        var failure = KafkaFailure.of(e);
        pause(failure, "waits for Kafka: " + failure.detail(), e);
      } catch (RuntimeException e) { // otherwise the thread would end without a warning
        pause("has failed: " + e.getClass().getSimpleName(), e);
      }
    }
  }

  private void follow(RegistryFollower follower) {
    following = follower;
    follower.begin();
    while (!thread.isClosed()) {
      mirrored.increment(follower.step());
      if (follower.isBuilt()) {
        health.up(CHECK);
        recovered();
      } else {
        health.paused(CHECK, "is being built");
      }
    }
  }

  private void pause(String detail, RuntimeException error) {
    pause(new KafkaFailure(HealthCheck.Status.PAUSED, detail), detail, error);
  }

  private void pause(KafkaFailure failure, String detail, RuntimeException error) {
    if (thread.isClosed()) {
      return;
    }
    health.set(CHECK, failure.status(), detail, failure);
    paused = true;
    if (!warned.equals(detail)) {
      warned = detail;
      warn(detail, error);
    }
    thread.pause(RETRY_INTERVAL);
  }

  private void recovered() {
    paused = false;
    if (!warned.isEmpty()) {
      warned = "";
      LOG.info("the mirror in Redis follows again");
    }
  }

  /** No other text of Redis: it may name a key. */
  private static String reason(RedisException error) {
    return RedisRefusal.of(error)
        .map(RedisRefusal::text)
        .orElse("no answer, " + error.getClass().getSimpleName());
  }

  /** An outage needs no stack trace, a bug does. */
  private static void warn(String detail, RuntimeException error) {
    if (error instanceof RedisException || error instanceof KafkaException) {
      LOG.warn("the mirror in Redis {}; retrying every second", detail);
      LOG.debug("the cause", error);
    } else {
      LOG.warn("the mirror in Redis {}; retrying every second", detail, error);
    }
  }

  @Override
  public void close() {
    thread.close(
        () -> {
          var follower = following;
          if (follower != null) {
            follower.wakeUp();
          }
        });
  }
}
